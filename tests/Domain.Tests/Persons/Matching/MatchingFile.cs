namespace Grid.Domain.Tests.Persons.Matching;

/// <summary>Files with sources of data, as a province might write them.</summary>
internal static class MatchingFile
{
    /// <summary>Rows are kept for 40 days only, so that random lives are long enough to see them forgotten.</summary>
    public static string Confirmed { get; } =
        Of(
            """{"by":"省厅","on":"2026-01-05"}""",
            Source("employment", "employment", "authoritative", "exit", "task"),
            Source("contributions", "contributions", "reported", "task", "task"),
            Source("business", "business", "reported", "task", "task"),
            Source("pension", "pension", "authoritative", "exit", "exit"),
            Source("death", "death", "authoritative", "exit", "exit"),
            Source("prison", "prison", "reported", "task", "evidence"),
            Source("leftCountry", "leftCountry", "indicative", "task", "evidence")
        );

    public static string Of(string confirmed, params string[] sources) =>
        $$"""{"version":"p","note":"n","confirmed":{{confirmed}},"sources":[{{string.Join(',', sources)}}]}""";

    public static string Source(string id, string reports, string quality, string withName, string withoutName) =>
        $$"""
            {"id":"{{id}}","zh":"{{id}}库","en":"e","owner":"省厅","purpose":"核验","reports":"{{reports}}","schedule":"daily",
            "lateAfterDays":3,"freshDays":30,"quality":"{{quality}}","withName":"{{withName}}","withoutName":"{{withoutName}}",
            "complete":false,"keepDays":40,"limit":{"consequences":10,"perThousand":5} }
            """;
}
