using System.Net;
using System.Text.Json.Nodes;

namespace Grid.PlatformSimulator.Tests.Hosts;

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, string? Type, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Field => (string?)Json["field"];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} in place of {(int)status}: {Text}");
        return this;
    }
}
