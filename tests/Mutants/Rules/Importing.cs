namespace Grid.Mutants.Rules;

/// <summary>What an import from an earlier system may do.</summary>
internal static class Importing
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "import-reached",
            "the day of the latest contact comes with a registration",
            "LastReachedOn = «row.LastReachedOn»",
            "null",
            "Api/RegistrationFileTests"
        ),
        Mutant.Code(
            "export-in-full",
            "an export for another register has values in full, and asks for the right to see them",
            "if («columns == ExportColumns.Import && Full is not true») fields",
            "false",
            "Api/LedgerTests/Registrations*"
        ),
        Mutant.Code(
            "same-day",
            "two registrations since one day are told apart by their numbers",
            "one is { LegacyNumber: { } number } && other.LegacyNumber is { } others ? «string.Equals(number, others, StringComparison.Ordinal)»",
            "true",
            "Api/RegistrationFileTests"
        ),
        Mutant.Code(
            "not-recorded",
            "what an earlier system had not recorded does not travel",
            "found || «IsNotRecorded(field, found)»",
            "false",
            "Domain/ItemMappingTests"
        ),
        Mutant.Code(
            "import-baseline-day",
            "what was registered on the day of the baseline is stock of that day",
            "«one.RegisteredOn <= day» ? command.Import.BaselineOn : null",
            "one.RegisteredOn < day",
            "Domain/ImportCasesTests/On_the_day*"
        ),
        Mutant.Code(
            "import-uncounted-day",
            "what ended on the day of the baseline is in no figure",
            "Uncounted = «one.Exit?.On <= command.Import.BaselineOn»,",
            "one.Exit?.On < command.Import.BaselineOn",
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
            "&& «one.RegisteredOn < past.EndedOn»",
            "one.RegisteredOn <= past.EndedOn",
            "Domain/ImportCasesTests/One_may_begin*"
        ),
        Mutant.Code(
            "import-held",
            "while an import that is all or nothing is under way, users change nothing there",
            "ImportRules.All(record).Any(one => «one.Imported is { Held: true }»)",
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
            "NameOf(row) is { } name && «name.SearchKey != NameOf(first)!.SearchKey») is { } other",
            "false",
            "Grains/RowsOfPersonTests/Two_names*"
        ),
        Mutant.Code(
            "history-again",
            "what an import brought does not come twice",
            "if («ImportedMarks.Has(meant.Registration, origin.Mark)»)",
            "false",
            "Domain/ImportHistoryTests/The_same_file*"
        ),
        Mutant.Code(
            "history-old",
            "no duty follows from a contact of long ago",
            "IsOld = «on < Contacting.Earliest(meant.Registration, context)»",
            "false",
            "Domain/ImportHistoryTests/Attempts*"
        ),
        Mutant.Code(
            "history-end",
            "nothing is imported of the time after a registration",
            "Past is not null && «on > LastDay»",
            "false",
            "Domain/ImportHistoryTests/One_that_cannot*"
        ),
        Mutant.Code(
            "history-scope",
            "no one imports for an office out of reach",
            "if («CaseScope.Check(context, meant.Registration.Office)» is { } scope)",
            "(Refusal?)null",
            "Domain/ImportHistoryTests/Another_office*"
        ),
        Mutant.Code(
            "history-held",
            "while an import of exits that is all or nothing is under way, users change nothing there",
            "record.HeldBy is { } holder && «(command as ImportHistory)?.Import.Id != holder»",
            "false",
            "Domain/ImportHistoryTests/All_or_nothing*"
        ),
        Mutant.Code(
            "history-platform",
            "an imported exit goes to the platform by a backfill only",
            "Exited e when «e.Imported is null» => [PlatformItems.Exit(",
            "true",
            "Domain/ImportHistoryTests/An_exit_ends*"
        ),
    ];
}
