using Grid.Mutants.Rules;

namespace Grid.Mutants;

/// <summary>All mutants, by topic.</summary>
public static class MutantList
{
    /// <summary>Each breaks one rule.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. Deadlines.All,
        .. Deciding.All,
        .. Offices.All,
        .. Figures.All,
        .. Platform.All,
        .. Statements.All,
        .. Keeping.All,
        .. Readers.All,
        .. Contract.All,
        .. Discretion.All,
        .. Sessions.All,
        .. Requests.All,
        .. Files.All,
        .. Importing.All,
        .. Matching.All,
    ];
}
