using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Policies;

/// <summary>What has become of a version of a rule.</summary>
public enum PolicyRuleStatus
{
    Proposed,
    Approved,
    Rejected,
}

/// <summary>A version of a rule with its history.</summary>
/// <param name="EndsOn">The last day where it was ended early; null otherwise.</param>
/// <param name="ReleasedAt">When its first run was done.</param>
public sealed record PolicyRuleVersion(
    PolicyRuleText Text,
    int Version,
    PolicyRuleStatus Status,
    DateOnly? EndsOn,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? EndedBy,
    DateTimeOffset? ReleasedAt
) : Discreet
{
    /// <summary>As it is in force: with the day on which it was ended.</summary>
    public PolicyRule InForce =>
        new(EndsOn is { } end && (Text.To is null || end < Text.To) ? Text with { To = end } : Text, Version, ReleasedAt is not null);
}

/// <summary>The versions of the rules. Nothing is ever deleted.</summary>
public interface IPolicyRuleStore
{
    /// <summary>Rises with every change; cheap.</summary>
    Task<long> ChangesAsync(CancellationToken cancellationToken);

    /// <summary>All versions, by rule and version.</summary>
    Task<IReadOnlyList<PolicyRuleVersion>> AllAsync(CancellationToken cancellationToken);

    /// <summary>The number of the new version; null where another one of the rule waits for its decision.</summary>
    Task<int?> ProposeAsync(
        PolicyRuleText text,
        string by,
        DateTimeOffset at,
        Func<int, CommandReceipt?> receipt,
        CancellationToken cancellationToken
    );

    /// <summary>False where it does not wait, or the same person proposed it.</summary>
    Task<bool> DecideAsync(
        string rule,
        int version,
        bool approve,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>Ends an approved version early. False where it is not approved, or is over by then.</summary>
    Task<bool> EndAsync(string rule, int version, DateOnly last, string by, CommandReceipt? receipt, CancellationToken cancellationToken);
}
