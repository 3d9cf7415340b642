using System.Text.RegularExpressions;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Columns;

/// <summary>A column that a kind of file may have.</summary>
/// <param name="Field">Its name in NDJSON, in faults and in programs.</param>
/// <param name="Zh">Its header in Chinese.</param>
/// <param name="En">Its header in English.</param>
internal sealed record ImportColumn(string Field, string Zh, string En)
{
    /// <summary>Other headers that mean the same.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>
    /// Every file has it and every row has a value in it, unless the mapping gives one for all rows that have none.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>
    /// Where the value is in the register's own request, if it is optional side data: one that is not understood is kept there as given and
    /// does not reject the row.
    /// </summary>
    public string? Side { get; init; }

    /// <summary>Every text that is its header.</summary>
    public IEnumerable<string> Names => [Field, Zh, En, .. Also];
}

/// <summary>Makes headers comparable.</summary>
internal static partial class HeaderText
{
    /// <summary>Longer texts are no headers.</summary>
    private const int Longest = 100;

    /// <summary>
    /// The header in normal form: NFKC, lower case, without blanks, stars, colons, and what is in brackets at its end (必填, a format).
    /// Empty for what is no header.
    /// </summary>
    public static string Of(string text) =>
        text.Length > Longest || !StorableText.Is(text) ? ""
        : Noise().Replace(Nfkc.Normalize(text), "") is var plain && Brackets().Replace(plain, "") is { Length: > 0 } name
            ? name.ToLowerInvariant()
        : plain.ToLowerInvariant();

    [GeneratedRegex(@"[\s*:\u200B\uFEFF_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(
        @"(\([^()]*\)|\[[^\[\]]*\]|\u3010[^\u3010\u3011]*\u3011)+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Brackets();
}
