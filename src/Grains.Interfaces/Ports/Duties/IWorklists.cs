using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>What is due, for an office or for everything below a region. Lists and counts come from the same rows.</summary>
public interface IWorklists
{
    /// <summary>Open duties in the order of their last day; those postponed until after <paramref name="today"/> are left out.</summary>
    Task<Page<WorklistItem>> ListAsync(
        SearchScope scope,
        WorklistFilter filter,
        DateOnly today,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>How many open duties there are by kind and bucket.</summary>
    Task<IReadOnlyList<WorklistCount>> CountAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken);

    /// <summary>The same by area: for areas of two, four or six digits that offices' codes begin with.</summary>
    Task<IReadOnlyList<WorklistAreaCount>> CountByAreaAsync(
        IReadOnlyList<string> areas,
        DateOnly today,
        CancellationToken cancellationToken
    );

    /// <summary>The same by office, for the offices of a scope no larger than a county.</summary>
    Task<IReadOnlyList<WorklistAreaCount>> CountByOfficeAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken);

    /// <summary>
    /// Persons with open duties whose last day is on or after a day, in the order of their keys: those that a changed calendar may move.
    /// </summary>
    Task<IReadOnlyList<Grid.Domain.Identity.PersonId>> WithDutiesDueFromAsync(
        DateOnly from,
        Grid.Domain.Identity.PersonId? after,
        int limit,
        CancellationToken cancellationToken
    );
}

/// <summary>How soon a duty is due, by the day in China.</summary>
[JsonConverter(typeof(StrictEnumConverter<WorklistBucket>))]
public enum WorklistBucket
{
    /// <summary>The last day is past.</summary>
    Overdue,

    /// <summary>The last day is today.</summary>
    Today,

    /// <summary>The last day is one of the next seven days.</summary>
    Week,

    Later,
}

/// <summary>Which open duties are listed; null members do not narrow.</summary>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Bucket">Only of this bucket.</param>
/// <param name="EscalatedTo">Only those escalated to this office.</param>
/// <param name="ClaimedBy">Only those that this subject holds.</param>
/// <param name="Unclaimed">Only those that are unclaimed now.</param>
public sealed record WorklistFilter(DutyKind? Kind, WorklistBucket? Bucket, string? EscalatedTo, string? ClaimedBy, bool Unclaimed)
    : Discreet;

/// <summary>One line of a worklist. The name is clear here and masked by the API.</summary>
public sealed record WorklistItem(
    PersonId Person,
    PersonName? Name,
    string Key,
    DutyKind Kind,
    string Office,
    DateOnly OpenedOn,
    DateOnly Due,
    bool Provisional,
    DateTimeOffset? OverdueSince,
    string? EscalatedTo,
    string? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    DateOnly? SnoozedUntil
) : Discreet;

/// <summary>Open duties of one kind in one bucket.</summary>
public sealed record WorklistCount(DutyKind Kind, WorklistBucket Bucket, long Count) : Discreet;

/// <summary>Open duties of one kind in one bucket, of an area or an office.</summary>
/// <param name="Area">The digits that its offices' codes begin with, or a whole office code.</param>
public sealed record WorklistAreaCount(string Area, DutyKind Kind, WorklistBucket Bucket, long Count) : Discreet;
