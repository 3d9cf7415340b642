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
    ];
}
