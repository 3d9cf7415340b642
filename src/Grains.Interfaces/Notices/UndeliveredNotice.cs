using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>A message that could not be sent and why.</summary>
public sealed record UndeliveredNotice(
    long Id,
    PersonId Person,
    NoticeKind Kind,
    string Office,
    int Attempts,
    string Reason,
    DateTimeOffset Since
);
