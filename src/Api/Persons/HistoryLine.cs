using System.Text.Json.Nodes;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Api.Persons;

/// <summary>One event of a person's history: what, when, by whom, and its facts, masked.</summary>
/// <param name="On">The event's date, which decides its period.</param>
/// <param name="At">When it was decided.</param>
public sealed record HistoryLine(
    long Sequence,
    string Event,
    DateOnly On,
    DateTimeOffset At,
    string By,
    string Role,
    string? ByOffice,
    string? Office,
    JsonObject Facts,
    string? TraceId
)
{
    internal static HistoryLine Of(JournalEntry entry)
    {
        var (name, facts) = HistoryFacts.Of(entry.Event);
        return new HistoryLine(
            entry.Sequence,
            name,
            entry.On,
            entry.At,
            entry.Actor.Subject,
            RoleNames.Of(entry.Actor.Role),
            entry.Actor.Office,
            entry.Office,
            facts,
            entry.TraceId
        );
    }
}
