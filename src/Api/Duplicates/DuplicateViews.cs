using Grid.Api.OpenApi;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duplicates;

namespace Grid.Api.Duplicates;

/// <summary>A page of pairs.</summary>
/// <param name="Items">The most alike first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record DuplicatesView(IReadOnlyList<DuplicateLine> Items, string? Next);

/// <summary>Two records that may be of one person.</summary>
public sealed record DuplicateLine
{
    public required string Id { get; init; }

    /// <summary><c>open</c>, or <c>proposed</c>: it waits for its second person.</summary>
    [NamesOf<PairStatus>]
    public required string Status { get; init; }

    /// <summary>How alike they are, in bits: each bit doubles the odds that they are one person.</summary>
    public required double Score { get; init; }

    /// <summary>Most probably one person; a check is needed all the same.</summary>
    public required bool Strong { get; init; }

    public required IReadOnlyList<DuplicatePersonLine> Persons { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>The two side by side.</summary>
    public required string Href { get; init; }

    internal static DuplicateLine Of(ListedPair listed, IReadOnlyDictionary<PersonId, PersonRecord> records, LikenessWeights weights) =>
        new()
        {
            Id = listed.Pair.Id.ToString("N"),
            Status = EnumName.Of(listed.Pair.Status),
            Score = Bits(listed.Score.Bits),
            Strong = listed.Score.Bits >= weights.Strong,
            Persons =
            [
                DuplicatePersonLine.Of(listed.Pair.First, listed.FirstOffice, records),
                DuplicatePersonLine.Of(listed.Pair.Second, listed.SecondOffice, records),
            ],
            FoundAt = listed.FoundAt,
            Href = $"{DuplicateEndpoints.Address}/{listed.Pair.Id:N}",
        };

    internal static double Bits(double bits) => Math.Round(bits, 1);
}

/// <summary>One of the two.</summary>
public sealed record DuplicatePersonLine
{
    public required string PersonId { get; init; }

    /// <summary>Masked.</summary>
    public string? Name { get; init; }

    /// <summary>The last four characters.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>The office that holds the case, or held the last one.</summary>
    public string? Office { get; init; }

    public required string Href { get; init; }

    internal static DuplicatePersonLine Of(PersonId person, string? office, IReadOnlyDictionary<PersonId, PersonRecord> records)
    {
        var identity = records.GetValueOrDefault(person)?.Identity;
        return new DuplicatePersonLine
        {
            PersonId = person.ToString(),
            Name = identity?.Name.Masked,
            IdentityNumber = identity?.Number.Masked,
            Office = office,
            Href = $"/v1/persons/{person}",
        };
    }
}

/// <summary>Two records side by side.</summary>
public sealed record DuplicateView
{
    public required string Id { get; init; }

    /// <summary>
    /// <c>open</c>, <c>proposed</c>, <c>different</c>, <c>same</c> (linked), or <c>gone</c>: no longer alike enough, or one is not to be found.
    /// </summary>
    [NamesOf<PairStatus>]
    public required string Status { get; init; }

    /// <summary>How alike they are, in bits: each bit doubles the odds that they are one person.</summary>
    public required double Score { get; init; }

    /// <summary>A score from which pairs are listed.</summary>
    public required double ListedFrom { get; init; }

    /// <summary>A score from which two are most probably one person.</summary>
    public required double StrongFrom { get; init; }

    /// <summary>What the score is the sum of.</summary>
    public required IReadOnlyList<ScorePartView> Parts { get; init; }

    /// <summary>The two records, masked; one where the numbers are linked.</summary>
    public required IReadOnlyList<PersonView> Persons { get; init; }

    /// <summary>A decision that waits for its second person.</summary>
    public PairProposalView? Proposal { get; init; }

    /// <summary>How it was decided, oldest first.</summary>
    public required IReadOnlyList<PairDecisionView> Decisions { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>What the caller may do.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    internal static DuplicateView Of(
        ListedPair listed,
        IReadOnlyList<PersonView> persons,
        IReadOnlyList<PairDecision> decisions,
        LikenessWeights weights,
        Caller caller
    )
    {
        var pair = listed.Pair;
        return new DuplicateView
        {
            Id = pair.Id.ToString("N"),
            Status = EnumName.Of(pair.Status),
            Score = DuplicateLine.Bits(listed.Score.Bits),
            ListedFrom = weights.List,
            StrongFrom = weights.Strong,
            Parts =
            [
                .. listed.Score.Parts.Select(part => ScorePartView.Of(part, weights)),
                .. listed.Score.Corrections.Select(correction => ScorePartView.Of(correction, weights)),
            ],
            Persons = persons,
            Proposal = PairProposalView.Of(pair.Proposal),
            Decisions = [.. decisions.Select(PairDecisionView.Of)],
            FoundAt = listed.FoundAt,
            Actions = PairRules.ActionsOf(pair, caller.Actor),
        };
    }
}

/// <summary>A part of a score, in words.</summary>
public sealed record ScorePartView
{
    /// <summary>What is compared: <c>name</c>, <c>birthDate</c>, <c>sex</c>, <c>telephone</c>, <c>address</c>, <c>number</c>; of a correction
    /// <c>household</c> or <c>twins</c>.</summary>
    [Among("TraitKind")]
    public required string Trait { get; init; }

    /// <summary>How alike the two are in it; absent of a correction.</summary>
    [NamesOf<LikenessKind>]
    public string? Likeness { get; init; }

    /// <summary>What it counts, in bits; what speaks against one person is negative.</summary>
    public required double Bits { get; init; }

    /// <summary>How many of the register have the shared value, where that matters; more than 5,000 count as 5,000.</summary>
    public long? Count { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    internal static ScorePartView Of(ScorePart part, LikenessWeights weights)
    {
        var text = weights.TextOf(part.Trait, part.Likeness);
        return new ScorePartView
        {
            Trait = EnumName.Of(part.Trait),
            Likeness = EnumName.Of(part.Likeness),
            Bits = DuplicateLine.Bits(part.Bits),
            Count = part.Count,
            Zh = text.Zh,
            En = text.En,
        };
    }

    internal static ScorePartView Of(ScoreCorrection correction, LikenessWeights weights)
    {
        var isTwins = correction.Kind == CorrectionKind.Twins;
        return new ScorePartView
        {
            Trait = EnumName.Of(correction.Kind),
            Bits = DuplicateLine.Bits(correction.Bits),
            Zh = isTwins ? weights.Twins.Zh : weights.Household.Zh,
            En = isTwins ? weights.Twins.En : weights.Household.En,
        };
    }
}

/// <summary>A decision that waits for its second person.</summary>
public sealed record PairProposalView
{
    /// <summary>For the address of confirmation and rejection.</summary>
    public required string Id { get; init; }

    /// <summary><c>same</c> or <c>different</c>.</summary>
    [NamesOf<PairVerdict>]
    public required string Verdict { get; init; }

    /// <summary>Of <c>same</c>: the record that stays.</summary>
    public string? Main { get; init; }

    /// <summary>Long numbers masked.</summary>
    public required string Note { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    internal static PairProposalView? Of(PairProposal? proposal) =>
        proposal is null
            ? null
            : new()
            {
                Id = proposal.Id,
                Verdict = EnumName.Of(proposal.Verdict),
                Main = proposal.Main?.ToString(),
                Note = Mask.Text(proposal.Why)!,
                ProposedBy = proposal.By,
                ProposedAt = proposal.At,
            };
}

/// <summary>One step of a decision.</summary>
/// <param name="What"><c>proposed</c>, <c>confirmed</c> or <c>rejected</c>.</param>
/// <param name="Verdict"><c>same</c> or <c>different</c>.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Text">Why, or the note with which it was dropped; long numbers masked.</param>
public sealed record PairDecisionView(
    [NamesOf<PairDecisionKind>] string What,
    [NamesOf<PairVerdict>] string Verdict,
    string By,
    DateTimeOffset At,
    string? Text
)
{
    internal static PairDecisionView Of(PairDecision decision) =>
        new(EnumName.Of(decision.Kind), EnumName.Of(decision.Verdict), decision.By, decision.At, Mask.Text(decision.Text));
}

/// <summary>A proposal that was made.</summary>
public sealed record PairProposedView(string Pair, string Proposal, [NamesOf<PairVerdict>] string Verdict, DateTimeOffset At, string Href)
{
    internal static PairProposedView Of(Guid pair, PairProposal proposal) =>
        new(
            pair.ToString("N"),
            proposal.Id,
            EnumName.Of(proposal.Verdict),
            proposal.At,
            $"{DuplicateEndpoints.Address}/{pair:N}/proposals/{proposal.Id}"
        );
}

/// <summary>What became of a pair.</summary>
public sealed record PairDecidedView(string Pair, [NamesOf<PairStatus>] string Status, string By, DateTimeOffset At)
{
    internal static PairDecidedView Of(Guid pair, PairStatus status, string by, DateTimeOffset at) =>
        new(pair.ToString("N"), EnumName.Of(status), by, at);
}
