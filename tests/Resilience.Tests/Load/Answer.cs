using System.Net;
using System.Text.Json.Nodes;

namespace Grid.Resilience.Tests.Load;

/// <summary>An answer to a command that was sent until there was one.</summary>
/// <param name="Replayed">The command had been carried out by an earlier attempt whose answer was lost.</param>
/// <param name="Attempts">How often it was sent.</param>
public sealed record Answer(HttpStatusCode Status, string Body, bool Replayed, int Attempts)
{
    public bool IsAccepted => (int)Status is >= 200 and < 300;

    /// <summary>A text member of the answer's body.</summary>
    public string this[string member] =>
        (string?)JsonNode.Parse(Body)?[member] ?? throw new InvalidOperationException($"No {member} in {Body}");
}
