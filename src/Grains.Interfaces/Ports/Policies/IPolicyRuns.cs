using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Policies;

/// <summary>How far a run of a rule is.</summary>
public enum PolicyRunStatus
{
    Running,

    /// <summary>It has told as many as it may: an operator decides.</summary>
    Asking,
    Done,
    Cancelled,
}

/// <summary>A run of a rule over all registered persons.</summary>
/// <param name="Position">The last person that was looked at; null at the beginning.</param>
/// <param name="Looked">Persons looked at.</param>
/// <param name="Told">Persons told.</param>
/// <param name="Ended">Persons who do not fulfil it any more.</param>
/// <param name="Failed">Persons whose record could not be changed; the next run does it.</param>
/// <param name="Allowed">Persons that it may tell before it asks.</param>
public sealed record PolicyRun(
    Guid Id,
    string Rule,
    int Version,
    DateOnly Day,
    DateTimeOffset OpenedAt,
    string OpenedBy,
    PolicyRunStatus Status,
    Guid? Position,
    long Looked,
    long Told,
    long Ended,
    long Failed,
    long Allowed,
    DateTimeOffset? WorkedAt,
    DateTimeOffset? EndedAt
) : Discreet
{
    /// <summary>A run that begins.</summary>
    /// <param name="rule">By which it looks.</param>
    /// <param name="day">For which it is opened.</param>
    /// <param name="now">When.</param>
    /// <param name="by">Who ordered it.</param>
    /// <param name="registered">How many persons are registered.</param>
    public static PolicyRun Of(PolicyRule rule, DateOnly day, DateTimeOffset now, string by, long registered)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new PolicyRun(
            Guid.CreateVersion7(now),
            rule.Text.Id,
            rule.Version,
            day,
            now,
            by,
            PolicyRunStatus.Running,
            Position: null,
            Looked: 0,
            Told: 0,
            Ended: 0,
            Failed: 0,
            rule.Text.Limit.Of(registered),
            WorkedAt: null,
            EndedAt: null
        );
    }
}

/// <summary>The runs, as they are stored.</summary>
public interface IPolicyRuns
{
    Task<IReadOnlyList<PolicyRun>> ListAsync(int limit, CancellationToken cancellationToken);

    Task<PolicyRun?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Those that work, the oldest first.</summary>
    Task<IReadOnlyList<PolicyRun>> RunningAsync(CancellationToken cancellationToken);

    /// <summary>The latest run of each rule, of the night or ordered.</summary>
    Task<IReadOnlyList<PolicyRun>> LatestAsync(CancellationToken cancellationToken);

    /// <summary>How many persons are registered.</summary>
    Task<long> RegisteredAsync(CancellationToken cancellationToken);

    /// <summary>False where the rule has a run that is not over.</summary>
    Task<bool> OpenAsync(PolicyRun run, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Moves a run on. False where another activation did.</summary>
    Task<bool> AdvanceAsync(PolicyRun before, PolicyRun after, CancellationToken cancellationToken);

    Task<bool> AskAsync(Guid id, CancellationToken cancellationToken);

    Task<bool> AllowAsync(Guid id, long more, string by, string why, CommandReceipt? receipt, CancellationToken cancellationToken);

    Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Ends a run that is through, and releases its version.</summary>
    Task<bool> EndAsync(PolicyRun run, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>Persons of whom a rule says something else than their record.</summary>
/// <param name="Persons">In the order of their ids.</param>
/// <param name="Last">The last person that was looked at; null where none was left.</param>
/// <param name="Looked">How many were looked at.</param>
public sealed record PolicyPage(IReadOnlyList<PersonId> Persons, Guid? Last, int Looked) : Discreet;

/// <summary>How many a rule would tell.</summary>
/// <param name="Looked">Registered persons that were looked at.</param>
/// <param name="Opened">Of these, those whose sealed record had to be opened.</param>
/// <param name="Unreadable">Of these, those whose record could not be opened.</param>
/// <param name="Matches">By counting leaf; a leaf with none is not there.</param>
public sealed record PolicyWhatIf(long Looked, long Opened, long Unreadable, IReadOnlyDictionary<string, long> Matches) : Discreet;

/// <summary>Looks at all registered persons by a rule, in flat memory: first at what is in the clear, and at a sealed record only if needed.</summary>
public interface IPolicyScan
{
    /// <summary>Tells nobody and changes nothing.</summary>
    Task<PolicyWhatIf> WhatIfAsync(PolicyRules rules, PolicyRule rule, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Looks at the next persons, and names those of whom the rule says something else than what they were told last.</summary>
    /// <param name="most">Persons named at most.</param>
    Task<PolicyPage> PageAsync(
        PolicyRules rules,
        PolicyRule rule,
        DateOnly today,
        Guid? after,
        int most,
        CancellationToken cancellationToken
    );
}
