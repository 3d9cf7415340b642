using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// The person's data was erased (PIPL 47) and the data key destroyed. No command leads to it: <c>./grid db erase</c> writes it with
/// everything that it removes. What the register counts by is in the events before it and stays.
/// </summary>
/// <param name="Rule">The retention rule.</param>
/// <param name="RulesVersion">Of which version of the rules.</param>
/// <param name="LastEventOn">From when the period ran.</param>
/// <param name="Before">
/// MAC of the journal's last row before the erasure, in hex: the rows lost their birth dates and sealed parts, and their MACs were made
/// again. A backup from before that was kept for its own period can be compared with it.
/// </param>
public sealed record PersonErased(string Rule, string RulesVersion, DateOnly LastEventOn, string? Before) : PersonEvent;

/// <summary>Why a person is not erased although the period is over.</summary>
[JsonConverter(typeof(StrictEnumConverter<ErasureObstacle>))]
public enum ErasureObstacle
{
    /// <summary>An active registration.</summary>
    ActiveRegistration = 1,

    /// <summary>An application without a decision.</summary>
    OpenApplication = 2,

    /// <summary>An objection without an answer.</summary>
    OpenObjection = 3,

    /// <summary>A decision or revocation that waits for its second person.</summary>
    WaitsForSecondPerson = 4,

    /// <summary>An office still owes something.</summary>
    OpenDuty = 5,

    /// <summary>A case is on its way between two numbers, or another office asks for one.</summary>
    CaseMoves = 6,

    /// <summary>An application of the platform waits for its result.</summary>
    AwaitsResult = 7,

    /// <summary>A hold for an investigation.</summary>
    Investigation = 8,

    /// <summary>A hold for a lawsuit or another legal duty to keep.</summary>
    LegalHold = 9,

    /// <summary>Figures, platform items or messages still wait to leave.</summary>
    OutboxWaits = 10,

    /// <summary>Rows have no MAC: run "db chain" first.</summary>
    NotChained = 11,

    /// <summary>Rows are not as the register wrote them: see "db check". Erasing would destroy the evidence.</summary>
    TamperedWith = 12,

    /// <summary>The record cannot be opened.</summary>
    Unreadable = 13,
}

/// <summary>Whether a record may be erased, as far as the record itself says.</summary>
public static class ErasureRules
{
    /// <summary>What a record has come to; null for one of which nothing is known.</summary>
    public static RetentionGround? GroundOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Past.Count > 0 || record.Registration is not null || record.AliasOf is not null)
            return RetentionGround.Registered;
        if (record.Application is not null || record.Identity is not null)
            return RetentionGround.AppliedOnly;
        return record.InError.Count > 0 || record.Sequence > 0 ? RetentionGround.EnteredInError : null;
    }

    /// <summary>What prevents an erasure; nothing when the person may be erased.</summary>
    public static IReadOnlyList<ErasureObstacle> ObstaclesOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var obstacles = new List<ErasureObstacle>();
        Add(record.Registration is not null, ErasureObstacle.ActiveRegistration);
        Add(record.Application is { IsOpen: true }, ErasureObstacle.OpenApplication);
        Add(record.Objections.Count > 0, ErasureObstacle.OpenObjection);
        Add(record.Proposal is not null || record.RevocationCheck is not null, ErasureObstacle.WaitsForSecondPerson);
        Add(record.Duties.Count > 0, ErasureObstacle.OpenDuty);
        Add(
            record.PendingMove is not null || record.Application is { TransferRequests.Count: > 0 } || record.LinkAgreements.Count > 0,
            ErasureObstacle.CaseMoves
        );
        Add(record.AwaitingResults.Count > 0 || record.Prefilled.Count > 0, ErasureObstacle.AwaitsResult);
        return obstacles;

        void Add(bool isThere, ErasureObstacle obstacle)
        {
            if (isThere)
                obstacles.Add(obstacle);
        }
    }

    /// <summary>The record of a person who was erased: nothing is known, and the journal goes on after the erasure.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="sequence">Of the erasure.</param>
    public static PersonRecord Erased(PersonId id, long sequence) =>
        PersonRecord.Unknown(id) with
        {
            Sequence = sequence,
            ErasedThrough = sequence,
        };
}
