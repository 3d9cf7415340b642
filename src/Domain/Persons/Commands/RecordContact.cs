using Grid.Domain.Persons.Contacts;

namespace Grid.Domain.Persons.Commands;

/// <summary>Record a contact or an attempt with a registered person (79/2020 (三), (四)). One that reached satisfies its month.</summary>
public sealed record RecordContact : PersonCommand
{
    /// <summary>When it happened; null for now. Not in the future, not before the registration, at most seven working days ago.</summary>
    public DateTimeOffset? At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required ContactOutcome Outcome { get; init; }

    public string? Note { get; init; }

    public string? Skill { get; init; }

    public IReadOnlyList<string> Wishes { get; init; } = [];

    public DateTimeOffset? NextAppointment { get; init; }
}
