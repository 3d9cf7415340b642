using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Access;

/// <summary>The append-only log of every read of personal data. If it cannot be written, the read must fail.</summary>
public interface IAccessLog
{
    /// <summary>On return the entry is committed.</summary>
    /// <exception cref="Persons.StoreUnavailableException">It could not be written.</exception>
    Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken);
}

/// <summary>Who read what, and why. A list is one entry with its filter and the persons on the page.</summary>
/// <param name="Action">The operation, as the role matrix names it.</param>
/// <param name="Purpose">The reason given for a reveal; null for a masked read.</param>
/// <param name="Filter">What was searched by, masked: nothing personal.</param>
public sealed record AccessEntry(
    Actor Actor,
    string Action,
    IReadOnlyList<PersonId> Persons,
    string? Purpose,
    string? Filter,
    string? TraceId,
    DateTimeOffset At
);

/// <summary>Reads the access log.</summary>
public interface IAccessReads
{
    /// <summary>The newest first. A question that names a person or a reader looks through all entries of its days.</summary>
    Task<Page<AccessLine>> ListAsync(AccessFilter filter, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>Which entries of the access log are read.</summary>
/// <param name="Scope">By the office of who read; entries of callers without an office are seen from the top alone.</param>
/// <param name="From">The first moment, inclusive.</param>
/// <param name="To">The last moment, exclusive.</param>
/// <param name="Actor">Only of this subject.</param>
/// <param name="Person">Only those in which this person was shown.</param>
/// <param name="Action">Only of this operation.</param>
public sealed record AccessFilter(
    SearchScope Scope,
    DateTimeOffset From,
    DateTimeOffset To,
    string? Actor,
    PersonId? Person,
    string? Action
);

/// <summary>An entry of the access log as it is read.</summary>
public sealed record AccessLine(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Role,
    string? Office,
    string Action,
    string? Reason,
    string? Filter,
    string? TraceId,
    IReadOnlyList<PersonId> Persons
);
