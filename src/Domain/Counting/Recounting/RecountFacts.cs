using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Recounting;

/// <summary>The clear facts of a journal entry that a recount needs besides the standing.</summary>
internal static class RecountFacts
{
    private static readonly Dictionary<string, ExitReason> Reasons = Enum.GetValues<ExitReason>().ToDictionary(EnumName.Of, StringComparer.Ordinal);

    public static ExitReason ExitReason(RecountLine line) =>
        line.Facts.TryGetProperty("reason", out var reason) && Reasons.TryGetValue(reason.GetString() ?? "", out var code)
            ? code
            : throw new JsonException($"An exit without a reason, sequence {line.Sequence}.");

    /// <summary>The registration that was over when it was found to have been entered in error; null when it still stood, or when there was none.</summary>
    public static RegistrationNumber? EndedInError(RecountLine line) =>
        line.Facts.TryGetProperty("exitedOn", out var on) && on.ValueKind == JsonValueKind.String
        && line.Facts.TryGetProperty("facts", out var facts) && facts.ValueKind == JsonValueKind.Object
        && facts.TryGetProperty("number", out var number)
            ? RegistrationNumber.Parse(number.GetString()!)
            : null;
}
