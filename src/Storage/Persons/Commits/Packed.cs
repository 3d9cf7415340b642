using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Duplicates;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// One row of a commit, of any table: what the grain put into the <see cref="PersonCommit"/>, whose it is, and the parts of it that are
/// sealed or serialised before the writer gets it. <see cref="CommitColumns"/> takes the columns from here.
/// </summary>
/// <param name="Of">The person's row, which goes with every row of the commit.</param>
/// <param name="Row">What the grain gave.</param>
/// <param name="Sealed">The part that is stored sealed, or hashed; null where there is none.</param>
/// <param name="Json">The part that is stored as a JSON document; null where there is none.</param>
internal sealed record Packed<T>(PersonRow Of, T Row, byte[]? Sealed = null, string? Json = null)
{
    public Guid Person => Of.Person;
}

/// <summary>By what a person is found, as it is stored.</summary>
/// <param name="Row">What the grain gave.</param>
/// <param name="TelephoneHash">Keyed hash of the telephone; null without one.</param>
/// <param name="NameTokens">The name's tokens, as PostgreSQL reads an array; null for who is not to be found by name.</param>
/// <param name="Compared">What is compared with other persons; null for who is not to be found.</param>
internal sealed record PackedSearch(SearchRow Row, byte[]? TelephoneHash, string? NameTokens, StoredTraits? Compared);

/// <summary>What a commit does to the duties of its person, sorted by table.</summary>
/// <param name="Open">Rows of <c>duty</c> as they are now.</param>
/// <param name="Gone">Rows that are deleted there.</param>
/// <param name="Done">Rows for <c>duty_done</c>.</param>
internal sealed record PackedDuties(
    IReadOnlyList<Packed<DutyChange>> Open,
    IReadOnlyList<Packed<DutyChange>> Gone,
    IReadOnlyList<Packed<DutyChange>> Done
)
{
    public static PackedDuties None { get; } = new([], [], []);

    /// <summary>
    /// One statement sets a row once: of several changes of one key the last decides what is left of it, and each end is an end.
    /// </summary>
    public static PackedDuties Of(PersonRow person, IReadOnlyList<DutyChange> changes)
    {
        if (changes.Count == 0)
            return None;
        var last = new Dictionary<string, DutyChange>(StringComparer.Ordinal);
        foreach (var change in changes)
            last[change.Duty.Key] = change;
        return new PackedDuties(
            Pack(last.Values.Where(change => !change.Ended)),
            Pack(last.Values.Where(change => change.Ended)),
            Pack(changes.Where(change => change is { Ended: true, How: not null }))
        );

        Packed<DutyChange>[] Pack(IEnumerable<DutyChange> rows) => [.. rows.Select(change => new Packed<DutyChange>(person, change))];
    }
}
