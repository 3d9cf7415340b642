using System.Text.Json.Nodes;

namespace Grid.Api.Requests;

/// <summary>An endpoint's example of a request body.</summary>
internal sealed record RequestExample(JsonNode Value);
