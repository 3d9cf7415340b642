namespace Grid.Mutants.Rules;

/// <summary>Versions, cursors and batches: what one request may take for granted of another.</summary>
internal static class Requests
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "if-match",
            "a correction of an older version is not made",
            "if (request.Context.ExpectedVersion is { } expected && «expected != record.Sequence»)",
            "false",
            "Api/IfMatchTests"
        ),
        Mutant.Code(
            "foreign-cursor",
            "a cursor is of its list, its filter and its caller alone",
            "return «CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MarkBytes), Mark(place, bound))»",
            "true",
            "Storage/CursorSealTests"
        ),
        Mutant.Code(
            "batch-order",
            "one person's lines of a batch follow each other",
            "before = «last.GetValueOrDefault(person, alone)»;",
            "Task.CompletedTask",
            "Api/BatchLinesTests"
        ),
        Mutant.Code(
            "personal-no-store",
            "caches keep nothing of the API",
            "if («headers.CacheControl.Count == 0»)",
            "false",
            "Api/CachingTests"
        ),
        Mutant.Code(
            "number-moved",
            "a command follows a number to the record that it went to",
            "if (answer is not null && «person == remembered»)",
            "true",
            "Api/NumberCorrectionTests"
        ),
        Mutant.Code(
            "number-believed",
            "a record that no longer has a number is not read for it",
            "is { } record && «Has(record, number)»)",
            "true",
            "Api/NumberCorrectionTests"
        ),
    ];
}
