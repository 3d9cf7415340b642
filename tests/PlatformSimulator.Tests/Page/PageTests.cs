using System.Net;
using Grid.PlatformSimulator.Tests.Hosts;

namespace Grid.PlatformSimulator.Tests.Page;

/// <summary>The page at <c>/</c>.</summary>
public sealed class PageTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task It_shows_what_is_held_encoded_and_tells_nothing_of_persons()
    {
        await platform.FailAsync("""{"refuse":[{"code":"<script>alert(1)</script>","reason":"数据 & 校验","kind":"result","next":1}]}""");
        await platform.HoldAsync(Item.Registration(1), Item.Registration(2), Item.Exit(1));
        await platform.UploadAsync(Item.Result(1, "P1") with { Key = "<img src=x onerror=alert(1)>" });
        var answer = (await platform.SendAsync(HttpMethod.Get, "/")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", answer.Type);
        Assert.Contains("<html lang=\"zh-CN\">", answer.Text, StringComparison.Ordinal);
        Assert.Contains("失业登记 registration", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<td>2026-11-20</td><td class=\"n\">0</td><td class=\"n\">2</td>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("数据 &amp; 校验", answer.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("11010519491231002X", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("15400000000", answer.Text, StringComparison.Ordinal);
    }
}
