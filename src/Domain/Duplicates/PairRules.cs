using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>What became of a pair.</summary>
[JsonConverter(typeof(StrictEnumConverter<PairStatus>))]
public enum PairStatus
{
    /// <summary>To be decided.</summary>
    Open = 1,

    /// <summary>One person proposed a decision; another one confirms it.</summary>
    Proposed = 2,

    /// <summary>Two persons. It does not come back, unless data of one of them change.</summary>
    Different = 3,

    /// <summary>One person: their numbers were linked.</summary>
    Same = 4,

    /// <summary>No longer alike enough, or one of the two is not to be found any more.</summary>
    Gone = 5,
}

/// <summary>What two records are.</summary>
[JsonConverter(typeof(StrictEnumConverter<PairVerdict>))]
public enum PairVerdict
{
    /// <summary>Of one person: one number becomes the other's alias.</summary>
    Same = 1,

    /// <summary>Of two persons.</summary>
    Different = 2,
}

/// <summary>A decision about a pair that waits for its second person.</summary>
/// <param name="Id">Names the proposal, so that the one that was read is confirmed and no other.</param>
/// <param name="Verdict">What is proposed.</param>
/// <param name="Main">Of <see cref="PairVerdict.Same"/>: the record that stays; null for the other verdict.</param>
/// <param name="Why">In the proposer's words.</param>
/// <param name="By">Who proposed it, and so cannot confirm it.</param>
/// <param name="At">When.</param>
public sealed record PairProposal(string Id, PairVerdict Verdict, PersonId? Main, string Why, string By, DateTimeOffset At) : Discreet
{
    /// <summary>
    /// A confirmation has begun to link the numbers: they may be linked already, so that the proposal can be confirmed, again if need be, and
    /// cannot be dropped. False again when the link was refused.
    /// </summary>
    public bool IsLinking { get; init; }
}

/// <summary>Two records that may be of one person. The first one has the smaller id.</summary>
/// <param name="Id">The pair's own name.</param>
/// <param name="First">One record.</param>
/// <param name="Second">The other.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Proposal">What waits; null unless <paramref name="Status"/> says so.</param>
public sealed record DuplicatePair(Guid Id, PersonId First, PersonId Second, PairStatus Status, PairProposal? Proposal) : Discreet
{
    /// <summary>The other record of the pair.</summary>
    public PersonId OtherThan(PersonId one) => one == First ? Second : First;
}

/// <summary>
/// Who decides a pair, and in which order: one person of an office that has both cases proposes, a supervisor who is another person
/// confirms. Whether they reach both cases, the caller has checked. What links the numbers is <see cref="LinkTo"/>, with its own rules.
/// </summary>
public static class PairRules
{
    private static readonly string[] Confirming = ["duplicates.confirm"];
    private static readonly string[] Dropping = ["duplicates.reject"];

    /// <summary>The refusal of a proposal; null where it may be made.</summary>
    public static Refusal? MayPropose(DuplicatePair pair, PairVerdict verdict, PersonId? main, string why)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.Status == PairStatus.Proposed)
            return new Refusal(RefusalCode.ProposalWaits) { Allowed = [.. Confirming, .. Dropping], State = StateOf(pair.Proposal!) };
        if (pair.Status != PairStatus.Open)
            return new Refusal(RefusalCode.PairDecided);
        if (verdict == PairVerdict.Same && main is null)
            return Refusal.Invalid("main", FieldRule.Required);
        if (main is { } stays && (verdict == PairVerdict.Different || (stays != pair.First && stays != pair.Second)))
            return Refusal.NotInList("main", $"/v1/duplicates/{pair.Id:N}");
        return FieldRules.Text("note", why, FieldLimits.Note);
    }

    /// <summary>The refusal of a confirmation; null where it may be given.</summary>
    public static Refusal? MayConfirm(DuplicatePair pair, string proposal, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (CaseScope.NeedsSupervisor(actor) is { } role)
            return role;
        if (NotWaiting(pair, proposal) is { } none)
            return none;
        return string.Equals(pair.Proposal!.By, actor.Subject, StringComparison.Ordinal)
            ? new Refusal(RefusalCode.SecondPersonNeeded) { State = StateOf(pair.Proposal) }
            : null;
    }

    /// <summary>The refusal of dropping a proposal, which the proposer may do too; null where it may be dropped.</summary>
    public static Refusal? MayReject(DuplicatePair pair, string proposal, string note) =>
        MayDrop(pair, proposal) ?? FieldRules.Text("note", note, FieldLimits.Note);

    /// <summary>What of a pair's proposal this person may do, by the names of the operations.</summary>
    public static IReadOnlyList<string> ActionsOf(DuplicatePair pair, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.Proposal is not { } waiting)
            return pair.Status == PairStatus.Open ? ["duplicates.propose"] : [];
        return [.. MayConfirm(pair, waiting.Id, actor) is null ? Confirming : [], .. MayDrop(pair, waiting.Id) is null ? Dropping : []];
    }

    private static Refusal? MayDrop(DuplicatePair pair, string proposal) =>
        NotWaiting(pair, proposal) is { } none ? none
        : pair.Proposal is { IsLinking: true } linking
            ? new Refusal(RefusalCode.ProposalWaits) { Allowed = Confirming, State = StateOf(linking) }
        : null;

    private static Refusal? NotWaiting(DuplicatePair pair, string proposal)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return pair.Proposal is not { } waiting ? new Refusal(RefusalCode.NoProposal)
            : string.Equals(waiting.Id, proposal, StringComparison.Ordinal) ? null
            : new Refusal(RefusalCode.NoProposal) { State = StateOf(waiting) };
    }

    private static PresentState StateOf(PairProposal proposal) =>
        new()
        {
            Status = "proposed",
            Number = proposal.Id,
            At = proposal.At,
            By = proposal.By,
        };
}
