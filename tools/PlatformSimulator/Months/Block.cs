namespace Grid.PlatformSimulator.Months;

/// <summary>The blocks of the statistics, from the fields of a registration.</summary>
internal static class Block
{
    public const string Urban = "urban";
    public const string Rural = "rural";

    public static string Of(IReadOnlyDictionary<string, string> fields, bool counted) =>
        (fields.GetValueOrDefault("bae003"), counted, fields.GetValueOrDefault("aac058")) switch
        {
            ("1", _, _) => "byReferenceGraduate",
            ("2", _, _) => "byReferenceSubsidy",
            ("3", _, _) => "byReferenceMigrant",
            ("4", _, _) => "byReferenceHongKongMacaoTaiwan",
            (_, true, _) => Urban,
            (_, _, "5" or "6") => "documentNotCounted",
            _ => Rural,
        };
}
