using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Wording;

/// <summary>
/// Texts that were flagged because they suggest a ground which the notice forbids (<see cref="WordingFlagged"/>). Each is on the list of
/// its office's supervisors until one of them has reviewed it. The rows come with the persons' commits; a review changes nothing in a
/// person's record.
/// </summary>
public interface IWordingFlags
{
    /// <summary>Flags not reviewed yet, oldest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<Page<FlaggedWording>> OpenAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many are not reviewed yet, in each part of the scope.</summary>
    /// <param name="scope">Which offices.</param>
    /// <param name="digits">How many digits of the office's code make a part: 0 for all as one, whole offices beyond the longest
    /// code.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>By the digits; a part without any is not there.</returns>
    Task<IReadOnlyDictionary<string, long>> CountOpenAsync(SearchScope scope, int digits, CancellationToken cancellationToken);

    /// <summary>Of the flags of these days, both inclusive, what became of them, by office; an office without any is not there.</summary>
    Task<IReadOnlyDictionary<string, WordingFigures>> FiguresAsync(
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    );

    /// <summary>Takes a flag off the list, in one commit with the receipt; without effect there is no receipt either.</summary>
    /// <param name="person">Whose record holds it.</param>
    /// <param name="sequence">The journal entry of the flag.</param>
    /// <param name="result">What was found.</param>
    /// <param name="by">Who reviewed it: not the author.</param>
    /// <param name="scope">What that person may see.</param>
    /// <param name="now">When.</param>
    /// <param name="receipt">Of the request; null when there was none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task<WordingReview> SettleAsync(
        PersonId person,
        long sequence,
        WordingResult result,
        string by,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );
}

/// <summary>What became of a review.</summary>
public enum WordingReview
{
    Done,

    /// <summary>There is no such flag within reach, or it is reviewed already.</summary>
    NotOpen,

    /// <summary>Authors do not review their own words.</summary>
    OwnWords,
}

/// <summary>A flag not reviewed yet.</summary>
/// <param name="Person">Whose record holds it.</param>
/// <param name="Sequence">Its entry in that person's journal.</param>
/// <param name="At">When it was flagged.</param>
/// <param name="Office">The author's office.</param>
/// <param name="Author">Subject of the author's token.</param>
/// <param name="Command">The command that the text came with.</param>
/// <param name="Field">The member that held it.</param>
/// <param name="Article">The article that forbids such a ground.</param>
/// <param name="Words">The words, without blanks and punctuation; null when the person was erased since.</param>
/// <param name="Text">The whole text, clear here and masked by the API; null when the person was erased since.</param>
public sealed record FlaggedWording(
    PersonId Person,
    long Sequence,
    DateTimeOffset At,
    string Office,
    string Author,
    string Command,
    string Field,
    string Article,
    string? Words,
    string? Text
) : Discreet;

/// <summary>Flags of some days and what became of them.</summary>
/// <param name="Open">Not reviewed yet.</param>
/// <param name="Harmless">Found lawful.</param>
/// <param name="TalkedTo">A supervisor spoke with the author.</param>
/// <param name="Corrected">What rested on them was undone.</param>
public sealed record WordingFigures(long Open, long Harmless, long TalkedTo, long Corrected) : Discreet
{
    public static WordingFigures None { get; } = new(0, 0, 0, 0);

    /// <summary>All of them.</summary>
    public long Flagged => Open + Harmless + TalkedTo + Corrected;
}
