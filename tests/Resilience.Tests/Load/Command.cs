using System.Text.Json.Nodes;

namespace Grid.Resilience.Tests.Load;

/// <summary>A command to be sent, and what it must leave in the person's journal.</summary>
internal sealed record Command(string Path, JsonObject Body, IReadOnlyList<string> Events, int StepAfter)
{
    /// <summary>Sent by a supervisor.</summary>
    public bool Supervisor { get; init; }
}
