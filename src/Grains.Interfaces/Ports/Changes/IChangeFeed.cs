using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Changes;

/// <summary>
/// What happened to the cases of offices, from the journal, in the order in which it was committed. Of one person in the person's own order;
/// nothing is passed over, and nothing comes before it is committed. Reads are by index.
/// </summary>
public interface IChangeFeed
{
    /// <summary>For how long changes can be read; it may be some hours more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>
    /// The changes after a cursor; null when the cursor is older than what is kept, or the register was put back to before it: the reader has
    /// lost its place and must start again.
    /// </summary>
    /// <param name="reach">Whose changes.</param>
    /// <param name="after">A cursor of the same reach; null: from the beginning of what is kept.</param>
    /// <param name="size">Changes at most; fewer may come although there are more (<see cref="ChangePage.HasMore"/>).</param>
    /// <exception cref="Persons.Reading.InvalidCursorException">The text is no cursor of this reach.</exception>
    Task<ChangePage?> ReadAsync(ChangeReach reach, string? after, int size, CancellationToken cancellationToken);

    /// <summary>The cursor behind all that is committed now.</summary>
    Task<string> NowAsync(ChangeReach reach, CancellationToken cancellationToken);

    /// <summary>The cursor before all that is kept.</summary>
    Task<string> StartAsync(ChangeReach reach, CancellationToken cancellationToken);

    /// <summary>
    /// Returns once something of these offices may have come after a cursor that <see cref="ReadAsync"/> or <see cref="NowAsync"/> gave; it may
    /// return without. All who wait in a process share one query every <see cref="ChangeOptions.Poll"/>.
    /// </summary>
    Task WaitAsync(ChangeReach reach, string after, CancellationToken cancellationToken);
}

/// <summary>Whose changes are read.</summary>
/// <param name="Name">Names the reach in its cursors: a cursor of another name is none.</param>
/// <param name="Offices">The offices whose cases are in reach now.</param>
/// <param name="TakenOver">
/// Those of them that have ended, and whose cases are in reach because of what took over. A case that an order moves on from them comes into
/// reach then.
/// </param>
public sealed record ChangeReach(string Name, IReadOnlyCollection<string> Offices, IReadOnlySet<string> TakenOver) : Discreet;

/// <summary>A page of changes.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">The cursor behind it, also where the page is empty.</param>
/// <param name="HasMore">There is more to be read now.</param>
public sealed record ChangePage(IReadOnlyList<Change> Items, string Next, bool HasMore) : Discreet;

/// <summary>An event of a person.</summary>
/// <param name="Cursor">The place behind it.</param>
/// <param name="Sequence">Its number among the person's events: the version that the person's record has with it.</param>
/// <param name="Event">Its kind, as the journal names it.</param>
/// <param name="Office">The office in reach that holds the case; where it left, the one that held it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Reach">Whether the case came into reach with it, or left it.</param>
public sealed record Change(
    string Cursor,
    PersonId Person,
    long Sequence,
    string Event,
    string Office,
    DateTimeOffset At,
    ReachKind Reach,
    ChangeFacts Facts
) : Discreet;

/// <summary>What the journal has in clear of an event, as far as readers of changes need it.</summary>
/// <param name="Numbers">
/// Numbers that the event names, of an application, a registration or a matter; after them those of the case that it happened to.
/// </param>
/// <param name="About">The office that it is about; null where none is named.</param>
/// <param name="Owner">The office that handles what is about another.</param>
/// <param name="Topic">Kind of the duty or matter.</param>
/// <param name="Command">The command whose text was flagged.</param>
/// <param name="Channel">The channel of an application.</param>
public sealed record ChangeFacts(
    IReadOnlyList<string> Numbers,
    string? About,
    string? Owner,
    string? Topic,
    string? Command,
    string? Channel
) : Discreet;

/// <summary>What an event does to an office's reach of the case. The values are stored; never renumber.</summary>
public enum ReachKind
{
    /// <summary>The office reaches it from this event on.</summary>
    Came = 1,

    /// <summary>The office does not reach it any more.</summary>
    Left = 2,

    /// <summary>Before and after.</summary>
    Held = 3,
}
