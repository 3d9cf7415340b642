using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Events;

/// <summary>The application was not approved, for a lawful reason, resting on recorded evidence.</summary>
public sealed record ApplicationRefused(DateOnly On, [property: Personal] NonApprovalReason Reason, [property: Personal] Evidence? Evidence) : PersonEvent
{
    /// <summary>Who decided.</summary>
    public string? By { get; init; }

    /// <summary>Of one who is no longer unemployed: since when.</summary>
    [Personal]
    public DateOnly? Since { get; init; }
}
