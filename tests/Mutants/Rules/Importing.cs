namespace Grid.Mutants.Rules;

/// <summary>What an import of earlier registrations may do.</summary>
internal static class Importing
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "import-baseline-day",
            "what was registered on the day of the baseline is stock of that day",
            "one.RegisteredOn «<=» day ? command.Import.BaselineOn : null",
            "<",
            "Domain/ImportCasesTests/On_the_day*"
        ),
        Mutant.Code(
            "import-uncounted-day",
            "what ended on the day of the baseline is in no figure",
            "Uncounted = one.Exit?.On «<=» command.Import.BaselineOn,",
            "<",
            "Domain/ImportCasesTests/On_the_day*"
        ),
        Mutant.Code(
            "import-twice",
            "a registration that is there is not imported again",
            "from.Import == import.Id && «from.Row == one.Row»",
            "false",
            "Domain/ImportCasesTests/One_that_moved*"
        ),
        Mutant.Code(
            "import-overlap",
            "one registration may begin on the day on which another ended",
            "&& one.RegisteredOn «<» past.EndedOn",
            "<=",
            "Domain/ImportCasesTests/One_may_begin*"
        ),
        Mutant.Code(
            "import-held",
            "while an import that is all or nothing is under way, users change nothing there",
            "&& ImportRules.All(record).Any(one => «one.Imported is { Held: true }»)",
            "false",
            "Domain/ImportCasesTests/Of_an_import*"
        ),
        Mutant.Code(
            "import-first-contact",
            "the first contact of an imported registration was the earlier system's",
            "service.FirstContactedOn is null && «registration.Imported is null»",
            "true",
            "Domain/ImportCasesTests/Nothing_of_the_time*"
        ),
        Mutant.Code(
            "import-messages",
            "an import sends no messages",
            "DutyOpened when «after.Registration?.Imported?.On == context.Today» => [],",
            "false",
            "Domain/ImportCasesTests/Three_periods*"
        ),
        Mutant.Code(
            "import-platform",
            "what was imported and taken back is not reported",
            "ImportedBy(entry.Event) is { } imported && «undone.Contains(imported)»",
            "false",
            "Domain/ImportCasesTests/Of_an_import*"
        ),
        Mutant.Code(
            "import-scope",
            "no one imports for an office out of reach",
            "if («CaseScope.Check(context, one.Office)» is { } scope)",
            "(Refusal?)null",
            "Domain/ImportCasesTests/Another_name*"
        ),
        Mutant.Code(
            "import-two-names",
            "one number with two names in a file is imported under neither",
            "person.Rows.FirstOrDefault(row => «row.Name.SearchKey != first.Name.SearchKey») is { } other",
            "false",
            "Grains/RowsOfPersonTests/Two_names*"
        ),
    ];
}
