using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>
/// What became of messages about a decision and is not in the person's journal yet. The outbox writes it in the commit that marks the
/// message; a row stays until <see cref="DoneAsync"/>, so an outcome may be recorded twice and its command needs the key.
/// </summary>
public interface INoticeOutcomes
{
    /// <summary>
    /// Takes outcomes until a moment, after which they may be taken again; at most <paramref name="limit"/>. The oldest of one message
    /// comes first.
    /// </summary>
    Task<IReadOnlyList<NoticeOutcome>> TakeAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Recorded, or there is nothing to record.</summary>
    Task DoneAsync(NoticeOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Could not be recorded now.</summary>
    Task AgainAsync(NoticeOutcome outcome, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>One outcome of one message.</summary>
/// <param name="Notice">The message.</param>
/// <param name="Round">How often an operator had put it back to be sent.</param>
/// <param name="Person">To whom it was written; the case may be another record's by now.</param>
/// <param name="Delivered">False: reported undeliverable, or given up.</param>
/// <param name="At">When it was delivered, or since when it is known that it was not.</param>
/// <param name="Attempts">How often it was tried before.</param>
public sealed record NoticeOutcome(
    long Id,
    long Notice,
    int Round,
    PersonId Person,
    PersonNotice Content,
    bool Delivered,
    DateTimeOffset At,
    int Attempts
) : Discreet
{
    /// <summary>Names this outcome: a repeat is harmless, whichever record it is recorded in.</summary>
    public string Key =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"notice-outcome:{Notice}:{Round}:{(Delivered ? "delivered" : "undelivered")}"
        );
}
