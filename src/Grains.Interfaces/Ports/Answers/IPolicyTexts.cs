using Grid.Domain.Answers;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Answers;

/// <summary>
/// Policy texts, scripts and questions with answers, in versions that two officials make (79/2020 (十三)); and who has read them. Nothing is
/// deleted.
/// </summary>
public interface IPolicyTexts
{
    /// <summary>All versions of all texts that are approved, by code and version.</summary>
    Task<IReadOnlyList<PolicyText>> ApprovedAsync(CancellationToken cancellationToken);

    /// <summary>All versions of one text, the proposed and rejected ones among them; empty for an unknown one.</summary>
    Task<IReadOnlyList<PolicyText>> VersionsAsync(string code, CancellationToken cancellationToken);

    /// <summary>The versions that wait for their second official.</summary>
    Task<IReadOnlyList<PolicyText>> ProposedAsync(CancellationToken cancellationToken);

    /// <summary>Adds a proposed version, in one commit with the receipt. False when another one took its number in the meantime.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task<bool> ProposeAsync(PolicyText text, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Approves or rejects a proposed version. False when it is not proposed any more, or its author decides.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task<bool> DecideAsync(
        string code,
        int version,
        bool approve,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>Adds the approved versions of a file that are not there yet; how many.</summary>
    Task<int> AddAsync(IReadOnlyList<PolicyText> texts, CancellationToken cancellationToken);

    /// <summary>Records that somebody has read a version; again, it stays as it was.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task AcknowledgeAsync(
        string code,
        int version,
        string subject,
        string? office,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>The versions that somebody has read, and when.</summary>
    Task<IReadOnlyDictionary<(string Code, int Version), DateOnly>> ReadByAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Notes that somebody used the register in a role that reads the texts.</summary>
    Task SeenAsync(string subject, TextAudience role, string? office, DateOnly on, CancellationToken cancellationToken);

    /// <summary>When somebody was first seen in the present role and office; null when never.</summary>
    Task<DateOnly?> FirstSeenAsync(string subject, CancellationToken cancellationToken);

    /// <summary>
    /// Who is to read these versions, in numbers: by office, version, the later of the day of <paramref name="texts"/> and the reader's
    /// first day, and whether it was read by then or since.
    /// </summary>
    /// <param name="texts">Versions in force, with the day from which each is to be read.</param>
    /// <param name="scope">The readers' offices; those of 12333 have none and are seen by the province alone.</param>
    /// <param name="seenSince">Who was last seen before that day reads nothing any more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ReadingCount>> CountAsync(
        IReadOnlyList<TextToRead> texts,
        SearchScope scope,
        DateOnly seenSince,
        CancellationToken cancellationToken
    );
}

/// <summary>A version that is to be read from a day on.</summary>
public sealed record TextToRead(string Code, int Version, IReadOnlyList<TextAudience> Audiences, DateOnly From) : Discreet;

/// <summary>How many readers of one office have the same term for a version.</summary>
/// <param name="Office">Null of the hotline without an office.</param>
/// <param name="From">From when the term runs.</param>
/// <param name="ReadOn">The day on which they acknowledged it; null where they have not.</param>
public sealed record ReadingCount(string? Office, string Code, int Version, DateOnly From, DateOnly? ReadOn, long Readers) : Discreet;
