using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.OpenApi;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.OpenApi;

/// <summary>
/// The document from which our own programs get their client is the one that the register serves. <c>./grid clients --keep</c> writes it
/// after a change of the API: it runs this test with <c>GRID_KEEP_DOCUMENT</c> set to the file.
/// </summary>
[Collection(OneHost.Name)]
public sealed class KeptDocumentTests(ApiHost host)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_is_served()
    {
        var test = TestContext.Current.CancellationToken;
        var served = JsonNode.Parse(await host.Client.GetStringAsync(new Uri(GridOpenApi.Address, UriKind.Relative), test))!;
        if (Environment.GetEnvironmentVariable("GRID_KEEP_DOCUMENT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, served.ToJsonString(Layout) + "\n", test);

        var kept = await File.ReadAllTextAsync(Path.Combine(GridScript.Repository, "clients", "openapi.json"), test);
        Assert.True(JsonNode.DeepEquals(served, JsonNode.Parse(kept)), "The API has changed: ./grid clients --keep");
    }
}
