using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Access;

/// <summary>
/// The append-only log of every read of personal data, every denial, and every sign-in and sign-out. If it cannot be written, the read must
/// fail.
/// </summary>
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
) : Discreet
{
    /// <summary>What became of it.</summary>
    public AccessOutcome Outcome { get; init; }

    /// <summary>The client's address, at most 64 characters; null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>How many requests the entry counts for.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Of a look at one person: what makes many looks at one surname or one house visible.</summary>
    public ReaderMarks? Marks { get; init; }
}

/// <summary>What became of an access. The names are stored.</summary>
public enum AccessOutcome
{
    /// <summary>The data were shown.</summary>
    Shown,

    /// <summary>401: no token, or none that is valid.</summary>
    NotSignedIn,

    /// <summary>403: the role or the rules do not allow it.</summary>
    NotAllowed,

    /// <summary>The person or the region is not within the caller's reach; of a search, at most the office was shown.</summary>
    OutOfReach,

    /// <summary>404: there is no such person or case.</summary>
    NotFound,

    /// <summary>
    /// Two particulars do not belong together: an applicant's receipt and identity number, or an application's number and name (or date of
    /// birth).
    /// </summary>
    PairFailed,

    /// <summary>429: the caller has made too many such calls within the hour.</summary>
    Limited,

    /// <summary>Signed in to the pages.</summary>
    SignedIn,

    /// <summary>A sign-in to the pages failed.</summary>
    SignInFailed,

    /// <summary>Signed out of the pages.</summary>
    SignedOut,
}

/// <summary>
/// Keyed hashes of reader, month, and surname or house of the person: equal only for the same reader and month, so that they reveal neither.
/// </summary>
/// <param name="Surname">Of the surname; null where the name is not known.</param>
/// <param name="Home">Of the house; null where there is no address.</param>
public sealed record ReaderMarks(long? Surname, long? Home) : Discreet;

/// <summary>Makes the marks of a look at one person.</summary>
public interface IReaderMarks
{
    /// <summary>The marks of a look at this person by this reader in this moment's month.</summary>
    ReaderMarks Of(string subject, DateTimeOffset at, PersonRecord record);
}

/// <summary>Reads the access log.</summary>
public interface IAccessReads
{
    /// <summary>The newest first. A question that names a person or a reader looks through all entries of its days.</summary>
    Task<Page<AccessLine>> ListAsync(AccessFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// Who looked at one person, given by all numbers that are known to be this person's, the newest first, from the beginning of the log: every entry about this person alone, and of lists those that
    /// were searched by name, given for a reason, or denied. Masked worklists on which the person was are left out.
    /// </summary>
    Task<Page<AccessLine>> OfPersonAsync(IReadOnlyCollection<PersonId> person, PageRequest page, CancellationToken cancellationToken);

    /// <summary>What each reader did on some days, in numbers; callers without a token are left out. The order is that of the readers.</summary>
    Task<IReadOnlyList<ReaderFigures>> ReadersAsync(ReadersQuery query, CancellationToken cancellationToken);
}

/// <summary>Whose reads are counted, and on which days.</summary>
/// <param name="Scope">By the office of who read.</param>
/// <param name="From">The first day in China, inclusive.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="WorkingDays">Those of these days on which offices work.</param>
/// <param name="Opens">From this hour on an office works, in China.</param>
/// <param name="Closes">From this hour on no longer.</param>
public sealed record ReadersQuery(SearchScope Scope, DateOnly From, DateOnly To, IReadOnlyList<DateOnly> WorkingDays, int Opens, int Closes)
    : Discreet;

/// <summary>What one reader did. Reads are entries that name persons.</summary>
/// <param name="Reads">All.</param>
/// <param name="Persons">Different persons that were looked at one by one: read, revealed, claimed, or the only one found.</param>
/// <param name="Reveals">Values in full.</param>
/// <param name="Searches">Searches.</param>
/// <param name="Denied">Denials.</param>
/// <param name="Limited">Calls beyond the hour's limit.</param>
/// <param name="AtNight">Reads from 22 to 6 o'clock.</param>
/// <param name="OffHours">Reads outside of office hours, the night included.</param>
/// <param name="OfOneSurname">The most of these persons that have one surname.</param>
/// <param name="OfOneHome">The most of these persons that live in one house.</param>
/// <param name="LastAt">The last entry.</param>
public sealed record ReaderFigures(
    Actor Reader,
    long Reads,
    long Persons,
    long Reveals,
    long Searches,
    long Denied,
    long Limited,
    long AtNight,
    long OffHours,
    long OfOneSurname,
    long OfOneHome,
    DateTimeOffset LastAt
) : Discreet;

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
) : Discreet
{
    /// <summary>Only with this outcome.</summary>
    public AccessOutcome? Outcome { get; init; }
}

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
) : Discreet
{
    /// <summary>What became of it, as <see cref="AccessOutcome"/> is stored.</summary>
    public required string Outcome { get; init; }

    /// <summary>The client's address; null in old entries.</summary>
    public string? Address { get; init; }

    /// <summary>How many requests the entry counts for.</summary>
    public int Times { get; init; } = 1;
}
