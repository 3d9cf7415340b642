using System.Net.Sockets;
using System.Text;
using Grid.Api.Hosting;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>Requests that no client library sends: what is too large is a problem, and what is no request gets a bare status of the server.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class ServerTests(ApiHost host)
{
    [Theory]
    [InlineData("address", 414, "uri-too-long")]
    [InlineData("query", 414, "uri-too-long")]
    [InlineData("header", 431, "headers-too-large")]
    [InlineData("headers", 431, "headers-too-large")]
    [InlineData("body", 413, "too-large")]
    public async Task What_is_too_large_is_a_problem(string what, int status, string code)
    {
        var text = what switch
        {
            "address" => $"GET /v1/{new string('a', RequestSize.LongestAddress)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "query" => $"GET /v1/roles?a={new string('a', RequestSize.LongestAddress)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "header" =>
                $"GET /v1/roles HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: {new string('a', RequestSize.LargestHeaders)}\r\n\r\n",
            "headers" => "GET /v1/roles HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + string.Concat(Enumerable.Range(0, RequestSize.MostHeaders).Select(i => $"X-{i}: a\r\n"))
                + "\r\n",
            _ => $"POST /v1/progress HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {1 << 20}\r\n\r\n",
        };
        var (head, body) = await SendAsync(text);
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", head, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", head, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_just_small_enough_is_answered()
    {
        var (head, _) = await SendAsync(
            $"GET /v1/roles HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: {new string('a', RequestSize.LargestHeaders - 200)}\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 200 ", head, StringComparison.Ordinal);
    }

    /// <summary>There is no request yet that could be answered: docs/http.md says so.</summary>
    [Theory]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    [InlineData("GET /v1/roles HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n", 400)]
    [InlineData("GET /v1/roles HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /v1/roles HTTP/9.9\r\nHost: x\r\n\r\n", 505)]
    public async Task What_is_no_request_gets_a_bare_status(string text, int status)
    {
        var (head, body) = await SendAsync(text);
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 0", head, StringComparison.Ordinal);
        Assert.Equal("", body);
    }

    private async Task<(string Head, string Body)> SendAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (answer[..end], answer[(end + 4)..]);
    }
}
