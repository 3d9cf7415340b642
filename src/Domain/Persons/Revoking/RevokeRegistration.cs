using System.Text.Json.Serialization;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Revoke a registration that the facts never allowed (撤销登记): active, or over by an exit. It only proposes; a supervisor who is another
/// person confirms (<see cref="ConfirmRevocation"/>). A later fact is an exit, and a mistyped number is corrected:
/// neither is a revocation.
/// </summary>
public sealed record RevokeRegistration(RevocationDetails Revocation) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.RegistrationRevoked;
}

/// <summary>
/// The proposed revocation is right: the registration, and its exit if it had one, are removed from statistics and platform.
/// The record stays readable, and the person is informed and may object.
/// </summary>
public sealed record ConfirmRevocation : PersonCommand;

/// <summary>The proposed revocation is dropped; nothing changes.</summary>
public sealed record RejectRevocation(string Note) : PersonCommand;

/// <summary>Why a registration should not have been, and how that is known.</summary>
public sealed record RevocationDetails : Discreet
{
    public required RegistrationNumber Number { get; init; }

    public required RevocationReason Reason { get; init; }

    /// <summary>
    /// Since when it was so: not after the registration. Absent for <see cref="RevocationReason.UnderSixteen"/> and
    /// <see cref="RevocationReason.NotThisPerson"/>.
    /// </summary>
    public DateOnly? Since { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>A revocation that an older version proposed; since then it is a <see cref="Proposal"/> like any other.</summary>
public sealed record RevocationCheck(RevocationDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy) : Discreet;

/// <summary>How a registration was revoked, stored with it.</summary>
/// <param name="On">The day of the decision.</param>
/// <param name="DecidedBy">Who proposed and who confirmed it: neither may answer an objection against it.</param>
public sealed record Revocation(RevocationDetails Details, DateOnly On, IReadOnlyList<string> DecidedBy) : Discreet;

/// <summary>
/// Why a registration should never have been (撤销登记): on its first day the facts did not allow it. Each follows from the definition in
/// 79/2020 (十); papers, insurance, benefit conditions and household registration are no such facts, 79/2020 (二). A later fact ends a
/// registration by an exit. The values are stored; never renumber.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<RevocationReason>))]
public enum RevocationReason
{
    /// <summary>登记时已处于就业状态</summary>
    Employed = 1,

    /// <summary>登记时为正在经营的业主</summary>
    ActiveBusinessOwner = 2,

    /// <summary>登记时已依法享受基本养老保险待遇</summary>
    DrawingPension = 3,

    /// <summary>登记时已完全丧失劳动能力</summary>
    NoWorkAbility = 4,

    /// <summary>登记时未满16周岁</summary>
    UnderSixteen = 5,

    /// <summary>非本人登记(冒用他人身份)</summary>
    NotThisPerson = 6,
}

/// <summary>A revocation waits for a second person.</summary>
public sealed record RevocationProposed([property: Personal] RevocationCheck Check) : PersonEvent;

/// <summary>The proposed revocation was dropped.</summary>
public sealed record RevocationRejected([property: Personal] string Note) : PersonEvent;

/// <summary>A registration that the facts never allowed was revoked; it counts as if it had not been.</summary>
/// <param name="Office">The office that held it.</param>
/// <param name="Facts">The registration that leaves the counts, active or over.</param>
/// <param name="ExitedOn">The day of its exit, when it was over; its exit leaves the counts too.</param>
/// <param name="DecidedBy">Who proposed and who confirmed it.</param>
public sealed record RegistrationRevoked(
    RegistrationNumber Number,
    string Office,
    DateOnly On,
    RegistrationFacts Facts,
    DateOnly? ExitedOn,
    IReadOnlyList<string> DecidedBy,
    [property: Personal] RevocationDetails Details
) : PersonEvent, IDated;

/// <summary>
/// A revocation was wrong: the registration is active again with its original date. One that had exited exits again in the same commit.
/// </summary>
/// <param name="Facts">The registration that is in the counts again.</param>
public sealed record RevocationUndone(RegistrationNumber Number, string Office, DateOnly On, RegistrationFacts Facts) : PersonEvent, IDated;

/// <summary>Folds what happens to a revocation.</summary>
internal static class RevocationFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) =>
        change switch
        {
            RevocationProposed e => record with { RevocationCheck = e.Check },
            RevocationRejected => record with { RevocationCheck = null },
            RegistrationRevoked e => Revoked(record, e),
            RevocationUndone e => Undone(record, e),
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };

    private static PersonRecord Revoked(PersonRecord record, RegistrationRevoked e)
    {
        var active = record.Registration?.Number == e.Number ? record.Registration : null;
        var past = PastCases.Find(record, e.Number);
        var others = record.Past.Where(p => p.Number != e.Number).ToArray();
        var revoked = new PastRegistration(
            (active ?? past!.Registration) with
            {
                ExitCheck = null,
                TransferRequests = [],
            },
            PastEnding.Revoked,
            e.On,
            past?.Exit
        )
        {
            DecidedOn = past?.DecidedOn,
            DecidedBy = past?.DecidedBy,
            Informings = past?.Informings,
            Revocation = new Revocation(e.Details, e.On, e.DecidedBy),
        };

        // What had ended only because of this registration is active again; not years later, after its exit.
        var again = active is null ? null : others.LastOrDefault(p => p.Into == e.Number);
        return record with
        {
            RevocationCheck = null,
            Registration = active is null ? record.Registration : PastCases.CountedUnder(again?.Registration, record.Identity),
            Past = PastCases.With(others.Where(p => p != again), revoked),
            Objections =
            [
                .. record.Objections.Where(o =>
                    o.Against != ObjectionSubject.Exit || past is null || (o.Target is { } target && target != e.Number.Value)
                ),
            ],
        };
    }

    private static PersonRecord Undone(PersonRecord record, RevocationUndone e) =>
        record with
        {
            Registration = PastCases.Find(record, e.Number)!.Registration with { Counted = e.Facts.Counted },
            Past = [.. record.Past.Where(p => p.Number != e.Number)],
        };
}
