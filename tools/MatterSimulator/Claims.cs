using System.Collections.Concurrent;
using System.Text.Json;

namespace Grid.MatterSimulator;

/// <summary>A claim as a system has it.</summary>
/// <param name="Number">The register's number of the matter; null while the register has given none.</param>
/// <param name="Revision">The number of the latest answer.</param>
public sealed record SimulatedClaim(string Kind, string Reference, string? Number, string State, int Revision, DateTimeOffset ChangedAt)
{
    /// <summary>What the register said of it, in the order in which it came.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>The answers that were made; the register may lack some.</summary>
    public IReadOnlyList<SimulatedAnswer> Answers { get; init; } = [];
}

/// <summary>An answer of a system, as the register takes it.</summary>
public sealed record SimulatedAnswer(int Revision, string Status, SimulatedGrant? Grant, string? Note, string? SystemReference);

/// <summary>What was granted.</summary>
public sealed record SimulatedGrant(string From, string? To, string? Category);

/// <summary>The claims of both systems, and the messages that came.</summary>
public sealed class Claims
{
    private readonly ConcurrentDictionary<string, SimulatedClaim> byNumber = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> messages = new(StringComparer.Ordinal);
    private int serial;

    /// <summary>Identifiers of messages with how often each came.</summary>
    public IReadOnlyDictionary<string, int> Messages => messages;

    /// <summary>True for a message that has not come before.</summary>
    public bool IsNew(string id) => messages.AddOrUpdate(id, 1, (_, times) => times + 1) == 1;

    /// <summary>A message that was confirmed is forgotten with what it brought.</summary>
    public void Forget(string number, string id)
    {
        byNumber.TryRemove(number, out _);
        messages.TryRemove(id, out _);
    }

    public string NewReference(string kind) => $"{(kind == "benefit" ? "SY" : "KN")}-{Interlocked.Increment(ref serial):000000}";

    /// <summary>The claim after a message; true where it began with it.</summary>
    public (SimulatedClaim Claim, bool Begun) Take(string kind, JsonElement body, DateTimeOffset now)
    {
        var number = body.GetProperty("matter").GetString()!;
        var about = body.GetProperty("event").GetString()!;
        var begun = false;
        var claim = byNumber.AddOrUpdate(
            number,
            _ =>
            {
                begun = true;
                var reference = body.TryGetProperty("systemReference", out var given) ? given.GetString() : null;
                return new SimulatedClaim(kind, reference ?? NewReference(kind), number, "inHand", 0, now) { Events = [about] };
            },
            (_, known) =>
                known with
                {
                    Events = [.. known.Events, about],
                    State = about == "withdrawn" ? "withdrawn" : known.State,
                    ChangedAt = now,
                }
        );
        return (claim, begun && about is "claimed" or "attached");
    }

    public SimulatedClaim? Find(string number) => byNumber.GetValueOrDefault(number);

    /// <summary>The claim with one more answer.</summary>
    public void Answer(string number, SimulatedAnswer answer, DateTimeOffset now)
    {
        while (
            byNumber.TryGetValue(number, out var known)
            && !byNumber.TryUpdate(
                number,
                known with
                {
                    State = answer.Status,
                    Revision = answer.Revision,
                    ChangedAt = now,
                    Answers = [.. known.Answers, answer],
                },
                known
            )
        ) { }
    }

    public IReadOnlyList<SimulatedClaim> All() => [.. byNumber.Values.OrderBy(claim => claim.Reference, StringComparer.Ordinal)];
}
