using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Testing;
using Microsoft.AspNetCore.Http;

namespace Grid.Grains.Tests.Platform;

/// <summary>What counts as an answer of the platform.</summary>
public sealed class TransportTests
{
    private const string Page = """{"items":[{"cursor":"8","fields":{"bae001":"P-1","aae006":"示例路一号"}}],"next":"8"}""";

    [Fact]
    public async Task An_upload_travels_in_the_form_of_the_wire_and_each_item_gets_its_answer()
    {
        var body = "";
        await using var platform = await CannedPlatform.StartAsync(async http =>
        {
            Assert.Equal(("POST", "/uploads"), (http.Request.Method, http.Request.Path.Value));
            body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            await http.Response.WriteAsJsonAsync(
                new
                {
                    items = new object?[]
                    {
                        new
                        {
                            key = "exit:1",
                            accepted = false,
                            code = "x1",
                            reason = "r",
                        },
                        new { key = "exit:2" },
                        null,
                    },
                }
            );
        });

        var answer = Assert.Single(await platform.UploadAsync());

        Assert.Equal(new PlatformAnswer("exit:1", Accepted: false, "x1", "r"), answer);
        Assert.Contains(
            """{"key":"exit:1","kind":"exit","region":"360102","day":"2026-03-02","fields":{"acc020":"1"}}""",
            body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_of_applications_is_read_with_their_numbers()
    {
        await using var platform = await CannedPlatform.StartAsync(http =>
        {
            Assert.Equal("?region=36&limit=2&after=7", http.Request.QueryString.Value);
            return http.Response.WriteAsJsonAsync(
                new
                {
                    items = new object[]
                    {
                        new { cursor = "8", fields = new { bae001 = "P-1" } },
                        new { cursor = "9", fields = new { bae001 = "no number!" } },
                    },
                    next = "9",
                }
            );
        });

        var page = await platform.DownloadAsync();

        Assert.Equal("9", page.Next);
        Assert.Equal([("8", "P-1"), ("9", null)], page.Items.Select(item => (item.Cursor, item.Number)));
    }

    [Theory]
    [InlineData("<html>", "text/html", 200)]
    [InlineData("{}", "text/plain", 200)]
    [InlineData("{\"items\":[", "application/json", 200)]
    [InlineData("null", "application/json", 200)]
    [InlineData("{}", "application/json", 200)]
    [InlineData("""{"items":[{"cursor":"next","fields":{}}]}""", "application/json", 200)]
    [InlineData("""{"items":[{"fields":{}}]}""", "application/json", 200)]
    [InlineData("""{"items":[null]}""", "application/json", 200)]
    [InlineData("""{"items":[],"next":"-1"}""", "application/json", 200)]
    [InlineData("{}", "application/json", 302)]
    [InlineData("{}", "application/json", 401)]
    [InlineData("{}", "application/json", 503)]
    public async Task What_is_no_answer_is_told_as_unavailable(string text, string type, int status)
    {
        await using var platform = await CannedPlatform.SayingAsync(text, type, status);

        var failure = await Assert.ThrowsAsync<PlatformUnavailableException>(platform.DownloadAsync);
        Assert.False(failure.Rejected);
    }

    [Theory]
    [InlineData("utf-8", "application/json", true)]
    [InlineData("utf-8", "application/json; charset=utf-8", true)]
    [InlineData("GBK", "application/json; charset=GBK", false)]
    [InlineData("GB18030", "application/json; charset=\"gb18030\"", false)]
    public async Task An_answer_is_read_in_the_character_set_that_it_names_with_or_without_a_mark(string encoding, string type, bool mark)
    {
        var encoded = EncodingOf(encoding).GetBytes(Page);
        await using var platform = await CannedPlatform.SayingAsync(mark ? [.. Encoding.UTF8.Preamble, .. encoded] : encoded, type);
        Assert.Equal("示例路一号", Assert.Single((await platform.DownloadAsync()).Items).Fields.GetProperty("aae006").GetString());
    }

    [Theory]
    [InlineData("GBK", "application/json")]
    [InlineData("GBK", "application/json; charset=utf-8")]
    [InlineData("utf-8", "application/json; charset=GBK")]
    [InlineData("utf-8", "application/json; charset=big5")]
    public async Task An_answer_whose_bytes_are_none_of_its_character_set_is_none_and_is_reported(string encoding, string type)
    {
        await using var platform = await CannedPlatform.SayingAsync(EncodingOf(encoding).GetBytes(Page), type);
        var failure = await Assert.ThrowsAsync<PlatformUnavailableException>(platform.DownloadAsync);
        Assert.False(failure.Rejected);
        Assert.StartsWith("平台的应答", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("示例", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>", "text/html", 200)]
    [InlineData("{}", "application/json", 503)]
    public async Task What_is_not_taken_is_not_acknowledged(string text, string type, int status)
    {
        await using var platform = await CannedPlatform.SayingAsync(text, type, status);

        await Assert.ThrowsAsync<PlatformUnavailableException>(() =>
            platform.Transport.AcknowledgeAsync("36", ["P-1"], TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task An_empty_answer_acknowledges()
    {
        var asked = new List<string>();
        await using var platform = await CannedPlatform.StartAsync(async http =>
        {
            asked.Add($"{http.Request.Method} {http.Request.Path} {await new StreamReader(http.Request.Body).ReadToEndAsync()}");
            http.Response.StatusCode = 204;
        });

        await platform.Transport.AcknowledgeAsync("36", ["P-1"], TestContext.Current.CancellationToken);

        Assert.Equal(["""POST /applications/acknowledgements {"region":"36","numbers":["P-1"]}"""], asked); // Once: 204 is an answer, and nothing is tried again.
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_request_that_is_turned_away_is_told_as_such(int status)
    {
        await using var platform = await CannedPlatform.SayingAsync("{}", status: status);

        Assert.True((await Assert.ThrowsAsync<PlatformUnavailableException>(platform.UploadAsync)).Rejected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_end_is_broken_off(bool told)
    {
        await using var platform = await CannedPlatform.StartAsync(async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = told ? 1_000_000 : null;
            await http.Response.WriteAsync(new string(' ', 1_000_000));
        });

        Assert.Contains(
            "65536",
            (await Assert.ThrowsAsync<PlatformUnavailableException>(platform.DownloadAsync)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_answer_that_begins_and_does_not_end_is_left()
    {
        await using var platform = await CannedPlatform.StartAsync(
            async http =>
            {
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync("{");
                await Wait.ForAsync(Timeout.InfiniteTimeSpan, http.RequestAborted);
            },
            ("Grid:Platform:AttemptTimeout", "00:00:00.200")
        );

        await Assert.ThrowsAsync<PlatformUnavailableException>(platform.DownloadAsync);
    }

    [Fact]
    public async Task Reading_is_repeated_at_once_and_an_upload_is_not()
    {
        var asked = 0;
        await using var platform = await CannedPlatform.StartAsync(
            http =>
            {
                http.Response.StatusCode = ++asked % 2 == 1 ? 503 : 200;
                return http.Response.WriteAsJsonAsync(
                    new
                    {
                        figures = new[]
                        {
                            new
                            {
                                region = "360102",
                                kind = "exit",
                                count = 2,
                                digest = "d",
                            },
                        },
                    }
                );
            },
            ("Grid:Platform:Retries", "2")
        );

        var figure = Assert.Single(
            await platform.Transport.StatisticsAsync("36", new DateOnly(2026, 3, 2), TestContext.Current.CancellationToken)
        );

        Assert.Equal(new PlatformDayFigure(new DateOnly(2026, 3, 2), "360102", PlatformItemKind.Exit, 2, "d"), figure);
        Assert.Equal(2, asked);
        await Assert.ThrowsAsync<PlatformUnavailableException>(platform.UploadAsync);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Requests_are_signed_over_method_address_date_and_body()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a secret of the tests\n", TestContext.Current.CancellationToken);
        var given = "";
        var right = "";
        await using var platform = await CannedPlatform.StartAsync(
            async http =>
            {
                var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
                var signed = $"{http.Request.Method}\n{http.Request.Path}{http.Request.QueryString}\n{http.Request.Headers.Date}\n{body}";
                (given, right) = (
                    http.Request.Headers["X-Grid-Signature"].ToString(),
                    Convert.ToHexStringLower(HMACSHA256.HashData("a secret of the tests"u8, Encoding.UTF8.GetBytes(signed)))
                );
                await http.Response.WriteAsJsonAsync(new { items = Array.Empty<object>() });
            },
            ("Grid:Platform:SigningKeyFile", file)
        );

        await platform.UploadAsync();
        Assert.NotEmpty(given);
        Assert.Equal(right, given);
        await platform.DownloadAsync();
        Assert.Equal(right, given);
        File.Delete(file);
    }

    [Fact]
    public async Task A_platform_that_fails_and_fails_is_not_asked_for_a_while()
    {
        var asked = 0;
        await using var platform = await CannedPlatform.StartAsync(http =>
        {
            asked++;
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        for (var i = 0; i < 15; i++)
            await Assert.ThrowsAsync<PlatformUnavailableException>(platform.UploadAsync);

        Assert.Equal(10, asked);
    }

    private static Encoding EncodingOf(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
