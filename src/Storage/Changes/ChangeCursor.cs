using System.Globalization;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;

namespace Grid.Storage.Changes;

/// <summary>A place in the journal's order of commits.</summary>
/// <param name="Position">Of the transaction.</param>
/// <param name="Person">Within it; none: before all its rows.</param>
/// <param name="Sequence">Within the person's.</param>
internal sealed record ChangePlace(ulong Position, Guid Person, long Sequence)
{
    /// <summary>By the order of the database: a uuid is compared as its text.</summary>
    public static readonly IComparer<ChangePlace> Order = Comparer<ChangePlace>.Create(
        (one, other) =>
            one.Position != other.Position ? one.Position.CompareTo(other.Position)
            : one.Person != other.Person ? string.CompareOrdinal(one.Person.ToString("N"), other.Person.ToString("N"))
            : one.Sequence.CompareTo(other.Sequence)
    );

    /// <summary>Before all rows of a transaction.</summary>
    public static ChangePlace Before(ulong position) => new(position, Guid.Empty, 0);

    public bool IsAfter(ChangePlace other) => Order.Compare(this, other) > 0;
}

/// <summary>A place as readers keep it, sealed with the register's own key and bound to whose changes they read.</summary>
internal static class ChangeCursor
{
    public static string Of(KeyRing ring, string reach, ChangePlace place) =>
        SealedCursor.Of(
            ring,
            "changes",
            reach,
            place.Position.ToString(CultureInfo.InvariantCulture),
            place.Person.ToString("N"),
            place.Sequence.ToString(CultureInfo.InvariantCulture)
        );

    /// <exception cref="InvalidCursorException">The text is no cursor of this reach.</exception>
    public static ChangePlace Read(KeyRing ring, string reach, string cursor) =>
        SealedCursor.Read(cursor, 5, ring) is ["changes", var of, var position, var person, var sequence]
        && of == reach
        && ulong.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && Guid.TryParseExact(person, "N", out var whose)
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ChangePlace(at, whose, number)
            : throw new InvalidCursorException();
}
