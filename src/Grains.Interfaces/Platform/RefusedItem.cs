using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>An item that waits for an operator.</summary>
/// <param name="ByHand">The annex has no interface for its kind: it is to be reported by hand.</param>
public sealed record RefusedItem(
    long Id,
    PersonId Person,
    string Region,
    PlatformItemKind Kind,
    string Key,
    DateOnly On,
    bool ByHand,
    string? ReasonCode,
    string Reason,
    DateTimeOffset At,
    int Attempts,
    int HeldBack
);
