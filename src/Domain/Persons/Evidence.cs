using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a decision rests on: the person's word, matched data or a check by hand.</summary>
public sealed record Evidence : Discreet
{
    public required EvidenceBasis Basis { get; init; }

    /// <summary>The data source that was matched; required for a data match.</summary>
    public string? Source { get; init; }

    /// <summary>When the data were matched; required for a data match.</summary>
    public DateTimeOffset? MatchedAt { get; init; }

    /// <summary>The result; required for a check by hand. Free text alone is never a ground.</summary>
    public string? Note { get; init; }
}

/// <summary>The kinds of basis: declaration by the person, data matching (信息比对), check by hand (人工核查).</summary>
[JsonConverter(typeof(StrictEnumConverter<EvidenceBasis>))]
public enum EvidenceBasis
{
    PersonDeclaration = 1,
    DataMatch = 2,
    ManualCheck = 3,
}

/// <summary>
/// Whether an evidence can show what it is given for: a person does not declare the own death, and data contain no wishes.
/// </summary>
internal static class EvidenceFits
{
    /// <summary>Codes of the list exit-basis, for the "allowed" of a refusal.</summary>
    public static readonly IReadOnlyList<string> ByData = Codes(EvidenceBasis.DataMatch);

    public static readonly IReadOnlyList<string> ByHand = Codes(EvidenceBasis.ManualCheck);

    public static readonly IReadOnlyList<string> ByWord = Codes(EvidenceBasis.PersonDeclaration);

    public static readonly IReadOnlyList<string> ByDataOrHand = Codes(EvidenceBasis.DataMatch, EvidenceBasis.ManualCheck);

    public static readonly IReadOnlyList<string> ByWordOrData = Codes(EvidenceBasis.PersonDeclaration, EvidenceBasis.DataMatch);

    public static readonly IReadOnlyList<string> ByWordOrHand = Codes(EvidenceBasis.PersonDeclaration, EvidenceBasis.ManualCheck);

    /// <summary>An exit (79/2020 (四)), or the revocation of one: by what its reason can be shown.</summary>
    public static Refusal? Exit(ExitReason reason, Evidence evidence) =>
        (reason, evidence.Basis) switch
        {
            // Giving up is the person's own decision; refusing services is no such declaration (79/2020 (四)).
            (ExitReason.GaveUpJobSeeking, not EvidenceBasis.PersonDeclaration) => NotEnough(ByWord) with
            {
                Article = SuspiciousWording.ExitArticle,
            },
            (ExitReason.StableIncome, EvidenceBasis.ManualCheck) => NotEnough(ByWordOrData),

            // A dead person cannot declare, the court knows who is in prison, and the complete loss of the ability to work is a finding
            // (劳动能力鉴定), not a feeling.
            (ExitReason.Death or ExitReason.Imprisoned or ExitReason.NoWorkAbility, EvidenceBasis.PersonDeclaration) => NotEnough(
                ByDataOrHand
            ),
            _ => null,
        };

    /// <summary>
    /// Taking back the exit of somebody dead or in prison: the person came to the counter, or the data were wrong.
    /// </summary>
    public static Refusal? Revocation(ExitReason reason, Evidence evidence) =>
        reason is ExitReason.Death or ExitReason.Imprisoned && evidence.Basis == EvidenceBasis.PersonDeclaration
            ? NotEnough(ByDataOrHand)
            : null;

    /// <summary>A check of an application, by what it is about and what it showed.</summary>
    public static Refusal? Verification(RecordVerification command) =>
        (command.Subject, command.Outcome, command.Evidence.Basis) switch
        {
            // Only the person can say that there is no wish to work; that there is one shows in talking with the person, never in data.
            (VerificationSubject.WantsWork, not VerificationOutcome.Confirmed, not EvidenceBasis.PersonDeclaration) => NotEnough(ByWord),
            (VerificationSubject.WantsWork, VerificationOutcome.Confirmed, EvidenceBasis.DataMatch) => NotEnough(ByWordOrHand),
            (VerificationSubject.Identity, _, EvidenceBasis.PersonDeclaration) => NotEnough(ByDataOrHand),

            // Who belongs to a group by reference leaves the stock, and who is on record as dead may not be this person: a word is no check
            // of either.
            (
                VerificationSubject.ByReferenceGroup
                    or VerificationSubject.NotDeceased,
                VerificationOutcome.Confirmed,
                EvidenceBasis.PersonDeclaration
            ) => NotEnough(ByDataOrHand),
            (VerificationSubject.AbleToWork, VerificationOutcome.Contradicted, EvidenceBasis.PersonDeclaration) => NotEnough(ByDataOrHand),
            _ => null,
        };

    private static IReadOnlyList<string> Codes(params EvidenceBasis[] kinds) =>
        [.. kinds.Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture))];

    private static Refusal NotEnough(IReadOnlyList<string> allowed) =>
        new(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = allowed };
}
