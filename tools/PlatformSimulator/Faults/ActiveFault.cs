using System.Text.Json.Serialization;

namespace Grid.PlatformSimulator.Faults;

/// <summary>A fault in force, as it is shown.</summary>
/// <param name="Fault">The kind, or <c>refuse</c>.</param>
/// <param name="Left">How many are left of those that come without exception.</param>
/// <param name="Dealt">How often it has happened.</param>
internal sealed record ActiveFault(string Fault, double Rate, int Left, long Dealt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Milliseconds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? On { get; init; }

    /// <summary>Of a refusal: whom it hits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}
