using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>The application was approved.</summary>
public sealed record ApplicationApproved(DateOnly On) : PersonEvent
{
    /// <summary>The registration that was active already, so that none came of it; null where one did, which follows in the same commit.</summary>
    public RegistrationNumber? Into { get; init; }
}
