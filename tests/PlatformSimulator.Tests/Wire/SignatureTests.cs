using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grid.PlatformSimulator.Tests.Hosts;

namespace Grid.PlatformSimulator.Tests.Wire;

/// <summary>With a secret the wire asks for a signature of method, path and query, date and body.</summary>
public sealed class SignatureTests(Platform platform) : IClassFixture<Platform>, IAsyncLifetime
{
    private const string Secret = "a secret of the province, made up";
    private readonly string file = Path.GetTempFileName();

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(file, Secret + "\n", TestContext.Current.CancellationToken);
        await platform.StartAsync(file);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_what_is_signed_is_let_in()
    {
        const string download = "/applications?region=36&limit=5";
        var body = Item.Batch(Item.Registration(1));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, download, ""));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "/uploads", body));
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.SendAsync(HttpMethod.Get, download)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.UploadAsync(Item.Registration(2))).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await SendAsync(HttpMethod.Get, download, "", signedPath: "/applications?region=36&limit=6")
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await SendAsync(HttpMethod.Post, "/uploads", body, signedBody: Item.Batch(Item.Registration(3)))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Get, download, "", minutes: -6));
        Assert.Equal(1, (long)(await platform.GetAsync("/control/totals"))["items"]!);
    }

    private async Task<HttpStatusCode> SendAsync(
        HttpMethod method,
        string path,
        string body,
        string? signedPath = null,
        string? signedBody = null,
        int minutes = 0
    )
    {
        var date = platform.Clock.GetUtcNow().AddMinutes(minutes).ToString("r", CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(Secret),
                Encoding.UTF8.GetBytes($"{method.Method}\n{signedPath ?? path}\n{date}\n{signedBody ?? body}")
            )
        );
        using var request = new HttpRequestMessage(method, platform.Url + path);
        request.Headers.Add("Date", date);
        request.Headers.Add("X-Grid-Signature", signature);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await platform.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
