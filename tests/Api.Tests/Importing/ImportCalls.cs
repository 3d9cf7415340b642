using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.Importing;

/// <summary>The steps of an import over HTTP.</summary>
internal static class ImportCalls
{
    /// <summary>Orders an import; its identifier.</summary>
    public static async Task<string> OrderAsync(Hosts.Api caller, object order) =>
        (await caller.PostAsync("/v1/imports", order)).Expect(HttpStatusCode.Created)["id"]!;

    /// <summary>Sends its file, as a supervisor of this office.</summary>
    public static async Task<Answer> SendAsync(ApiHost host, string import, HttpContent content, string office = Hosts.Api.Province)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/imports/{import}/file") { Content = content };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("supervisor", office));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
    }

    /// <summary>Waits until it has this status; what is shown of it then.</summary>
    public static async Task<JsonNode> UntilAsync(Hosts.Api caller, string import, string status)
    {
        JsonNode? view = null;
        await Wait.UntilAsync(
            async () =>
            {
                view = (await caller.GetAsync($"/v1/imports/{import}")).Expect(HttpStatusCode.OK).Json;
                return (string?)view["status"] == status;
            },
            $"the import is {status}"
        );
        return view!;
    }
}
