using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>The registration ended.</summary>
public sealed record Exited(RegistrationNumber Number, string Office, ExitReason Reason, DateOnly On, bool Counted, [property: Personal] ExitDetails Details) : PersonEvent
{
    /// <summary>The day of the decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Who decided it: the clerk, or who proposed and who confirmed it.</summary>
    public IReadOnlyList<string> DecidedBy { get; init; } = [];
}
