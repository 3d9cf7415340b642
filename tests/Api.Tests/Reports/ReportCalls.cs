using System.Net;
using System.Net.Http.Headers;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Testing;

namespace Grid.Api.Tests.Reports;

/// <summary>What tests of reports ask of the host.</summary>
internal static class ReportCalls
{
    /// <summary>The period that is over, by the real clock.</summary>
    public static CountingPeriod Over => Now.Previous;

    /// <summary>The period of today.</summary>
    public static CountingPeriod Now => CountingPeriod.Of(TimeProvider.System.Today());

    public static Hosts.Api Statistician(this ApiHost host, string? office = null) => new(host, host.Token("statistician", office));

    public static Task<Answer> PutAsync(this Hosts.Api api, string path, string body, string? key = null, string? ifMatch = null) =>
        api.SendAsync(HttpMethod.Put, path, body, key ?? Guid.NewGuid().ToString(), ifMatch: ifMatch);

    /// <summary>Checks until it is done.</summary>
    public static async Task<Answer> CheckedAsync(this Hosts.Api api, string path)
    {
        var answer = (await api.PostAsync(path + "/check", null)).Expect(HttpStatusCode.OK);
        while ((bool)answer.Json["checking"]!)
        {
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            answer = (await api.GetAsync(path)).Expect(HttpStatusCode.OK);
        }

        return answer;
    }

    public static async Task<(byte[] Bytes, HttpContentHeaders Headers)> DownloadAsync(this ApiHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("statistician"));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), response.Content.Headers);
    }
}
