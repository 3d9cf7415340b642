namespace Grid.Mutants.Rules;

/// <summary>The access log, and the limits of readers.</summary>
internal static class Readers
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Sql(
            "call-limit",
            "no more calls are granted than the hour's limit leaves",
            "granted := greatest(«least(wanted, most - (SELECT sum(n) FROM unnest(seen.counts) AS n)::integer)», 0);",
            "wanted",
            "Storage/CallCountsTests"
        ),
        Mutant.Sql(
            "call-limit-clock",
            "clocks that differ by seconds free no calls",
            "IF seen.slot > «now_slot + 1» THEN",
            "now_slot + 0",
            "Storage/CallCountsTests"
        ),
        Mutant.Code(
            "denial-person",
            "a denial names the person it was about",
            "«problem.Persons.Count > 0» ? problem.Persons",
            "false",
            "Api/DenialTests"
        ),
        Mutant.Code(
            "denial-flood",
            "a flood of denials is few rows",
            "single = «before < Single» && spent < MostSingle;",
            "true",
            "Api/DenialLogTests"
        ),
        Mutant.Code(
            "denial-kept",
            "what could not be written is written later",
            "times = (int)Math.Min(«(long)times + entry.Times», int.MaxValue);",
            "times",
            "Api/DenialLogTests"
        ),
        Mutant.Code(
            "search-out-of-reach",
            "a search out of reach is on the log with the person",
            "if («found.Record» is { } record)",
            "(found.IsWithinReach ? found.Record : null)",
            "Api/SearchTests",
            "Api/DenialTests",
            "Api/LooksTests"
        ),
        Mutant.Code(
            "read-not-logged",
            "a read that its handler did not log is logged all the same",
            "if ( «!caller.IsLogged» && metadata",
            "false",
            "Api/EveryReadTests"
        ),
    ];
}
