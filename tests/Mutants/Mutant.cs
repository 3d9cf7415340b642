namespace Grid.Mutants;

/// <summary>A rule of the register, changed: at least one of the named tests must fail with it.</summary>
/// <param name="Id">Short, unique name, in small letters and hyphens.</param>
/// <param name="Rule">The rule that it breaks, with the article of the notice where there is one.</param>
/// <param name="Find">
/// Text that is in <c>src</c> exactly once (see <see cref="Copies"/>), in whichever file. The part between « and » is what changes; the
/// rest only says where. Between words any white space will do.
/// </param>
/// <param name="Becomes">What replaces it.</param>
/// <param name="Tests">The tests that are expected to fail, as <c>Domain/DeadlineTests</c>: project and class, and where a class takes long
/// also its methods, as <c>Storage/FoldTests/Many_at_once*</c>.</param>
public sealed record Mutant(string Id, string Rule, string Find, string Becomes, IReadOnlyList<string> Tests)
{
    /// <summary>
    /// True for text of a statement: it is changed in the built assembly, so it may not become longer. False for an expression of C#.
    /// </summary>
    public bool IsSql { get; private init; }

    /// <summary>
    /// How often its text is in <c>src</c>: twice where a statement, or a function that a later migration replaced, is written twice. All
    /// of them are changed.
    /// </summary>
    public int Copies { get; init; } = 1;

    /// <summary>What comes before the part that changes.</summary>
    public string Before => Find[..Opening];

    /// <summary>The part that changes.</summary>
    public string Marked => Find[(Opening + 1)..Closing];

    /// <summary>What comes after the part that changes.</summary>
    public string After => Find[(Closing + 1)..];

    private int Opening => Find.IndexOf('«', StringComparison.Ordinal);

    private int Closing => Find.IndexOf('»', StringComparison.Ordinal);

    /// <summary>
    /// An expression of C#, which is built together with its mutants; the process's environment says which one is in force.
    /// </summary>
    public static Mutant Code(string id, string rule, string find, string becomes, params string[] tests) =>
        new(id, rule, find, becomes, tests);

    /// <summary>Text of an SQL statement, in a constant or in a migration.</summary>
    public static Mutant Sql(string id, string rule, string find, string becomes, params string[] tests) =>
        new(id, rule, find, becomes, tests) { IsSql = true };

    /// <summary>What is wrong with this entry itself; null when nothing is.</summary>
    public string? Fault() =>
        Find.Count(c => c == '«') != 1 || Find.Count(c => c == '»') != 1 || Opening >= Closing - 1
            ? "what changes must be marked once, between « and »"
        : Marked == Becomes ? "nothing changes"
        : !IsSql && !Marked.Any(char.IsLetterOrDigit) ? "what changes is no expression"
        : IsSql && Becomes.Length > Marked.Length ? "the changed statement is longer than the statement"
        : IsSql && Find.Contains('\n', StringComparison.Ordinal) ? "text of a statement is searched within one line"
        : Tests.Count == 0 || Tests.Any(test => test.Split('/').Length is < 2 or > 3)
            ? "a test is named as project/class or project/class/method"
        : null;
}
