using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Duplicates;

/// <summary>A pair as it is listed.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Score">By the weights of the run that found it last.</param>
/// <param name="FirstOffice">The office of the first one's case; null where it is not to be found any more, for example linked.</param>
/// <param name="SecondOffice">The office of the second one's.</param>
/// <param name="FoundAt">When it came onto the list.</param>
public sealed record ListedPair(DuplicatePair Pair, LikenessScore Score, string? FirstOffice, string? SecondOffice, DateTimeOffset FoundAt)
    : Discreet;

/// <summary>One step of how a pair was decided.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Verdict">What was proposed.</param>
/// <param name="By">Subject of the token.</param>
/// <param name="At">When.</param>
/// <param name="Text">The proposer's why, or the note with which it was dropped; null for a confirmation.</param>
public sealed record PairDecision(PairDecisionKind Kind, PairVerdict Verdict, string By, DateTimeOffset At, string? Text) : Discreet;

/// <summary>Steps of a decision; stored as the number.</summary>
public enum PairDecisionKind
{
    Proposed = 1,
    Confirmed = 2,
    Rejected = 3,
}

/// <summary>
/// Pairs of records that may be of one person. Lists and decisions are within the offices of a scope: both records must be there.
/// </summary>
public interface IDuplicatePairs
{
    /// <summary>Open and proposed ones, the highest score first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<Page<ListedPair>> ListAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// One pair, in whatever status; null when there is none, or one of its records is not within the scope. Of a record that is not to be
    /// found any more the other one's office counts.
    /// </summary>
    Task<ListedPair?> FindAsync(Guid id, SearchScope scope, CancellationToken cancellationToken);

    /// <summary>How a pair was decided, oldest first; also earlier, before it came back.</summary>
    Task<IReadOnlyList<PairDecision>> DecisionsAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>An open pair gets a proposal; false when it is not open any more. One commit with the receipt.</summary>
    Task<bool> ProposeAsync(Guid id, PairProposal proposal, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>
    /// Before the numbers of a pair are linked: from now on the proposal can be confirmed only, not dropped. False when it does not wait any
    /// more. Durable: also of a process that ends now.
    /// </summary>
    /// <param name="id">The pair.</param>
    /// <param name="proposal">What is being confirmed.</param>
    /// <param name="link">Names this attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> BeginLinkAsync(Guid id, string proposal, Guid link, CancellationToken cancellationToken);

    /// <summary>The link was refused: the proposal can be dropped again, unless another attempt has begun since.</summary>
    Task LinkRefusedAsync(Guid id, Guid link, CancellationToken cancellationToken);

    /// <summary>
    /// The proposal is confirmed; false when it does not wait any more. With <see cref="PairVerdict.Different"/> the pair stays off the list
    /// until data of one of the two change. One commit with the receipt.
    /// </summary>
    Task<bool> ConfirmAsync(
        Guid id,
        string proposal,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>The proposal is dropped, and the pair is open again; false when it does not wait any more, or its numbers are being linked. One commit with the receipt.</summary>
    Task<bool> RejectAsync(
        Guid id,
        string proposal,
        string note,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );
}
