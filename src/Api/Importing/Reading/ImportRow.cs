using System.Text.Json.Serialization;
using Grid.Api.Problems;
using Grid.Domain;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading;

/// <summary>What the rows of a file are: one kind a file.</summary>
[JsonConverter(typeof(StrictEnumConverter<FileKind>))]
public enum FileKind
{
    /// <summary>Registrations, current ones and past ones: a past one has the day and the reason of its exit.</summary>
    Registrations = 1,

    /// <summary>Contacts with registered persons (跟踪调查), 79/2020 (四).</summary>
    FollowUps = 2,

    /// <summary>Services given or offered, 79/2020 (三).</summary>
    Services = 3,

    /// <summary>Exits (登记退出), 79/2020 (四).</summary>
    Exits = 4,

    /// <summary>Rows of a source of data (信息比对), 79/2020 (二), (四): a delivery of matching, and nothing that is imported.</summary>
    MatchRows = 5,
}

/// <summary>
/// One row of a file: the record that it holds, or why there is none. A row with a record may have faults too: optional values that were
/// not understood are kept as they were given, and each is named.
/// </summary>
/// <param name="Row">The number that an office program shows beside the row, from 1, blank rows and rows above the header counted; the line
/// of NDJSON. 0: the faults are those of the file as a whole.</param>
/// <param name="Value">The record; null when a fault rejects the row.</param>
/// <param name="Faults">What is wrong, at least one where there is no record.</param>
internal sealed record ImportRow(int Row, ImportRecord? Value, IReadOnlyList<ImportFault> Faults) : Discreet
{
    /// <summary>
    /// True when the file is not read beyond this row, because of this row's fault: what was returned before is complete, and whether
    /// anything follows is not known.
    /// </summary>
    public bool EndsFile { get; init; }
}

/// <summary>What one row says. The rules of the domain are applied later; here each value has its type.</summary>
internal abstract record ImportRecord : Discreet
{
    /// <summary>Optional values that are not of their kind, as they were given. Nothing rests on them.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified { get; init; } = [];
}

/// <summary>One thing that is wrong. Never holds a value of the file: that may name a person.</summary>
/// <param name="Row">As <see cref="ImportRow.Row"/>.</param>
/// <param name="Field">The field's name, such as <c>identityNumber</c>; null where a row or the file is wrong as a whole.</param>
/// <param name="Code">Why, for programs; its text is in <see cref="ImportFaultTexts"/>.</param>
internal sealed record ImportFault(int Row, string? Field, string Code)
{
    /// <summary>
    /// The column as an office program shows it, <c>A</c> to <c>XFD</c>; null for NDJSON and where no single column is meant.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>True when the row, or the file, is rejected for it; false when the value was kept as given and the row goes on.</summary>
    public bool Rejects { get; init; } = true;

    /// <summary>What may be given instead, where that is a list of codes.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The text in one language, with the allowed codes.</summary>
    public string Text(Language language) => ImportFaultTexts.TextOf(this).In(language);
}

/// <summary>
/// How much of a file is held in memory, and how far it is followed. A file beyond a limit is rejected by a fault that names the limit.
/// </summary>
internal sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Rows of one file, all of them counted.</summary>
    public int Rows { get; init; } = 5_000_000;

    /// <summary>Columns of a table; members of an object in NDJSON.</summary>
    public int Columns { get; init; } = 512;

    /// <summary>Bytes of one row of CSV or NDJSON, or of one text of a workbook, in UTF-8.</summary>
    public int RecordBytes { get; init; } = 1024 * 1024;

    /// <summary>UTF-16 units of one cell.</summary>
    public int CellCharacters { get; init; } = 4_000;

    /// <summary>Rows with content among which the header is looked for, the header included.</summary>
    public int HeaderRows { get; init; } = 20;

    /// <summary>Faults that are listed for one row.</summary>
    public int FaultsOfRow { get; init; } = 50;

    /// <summary>Bytes of a workbook as it comes. One that does not come from a file is held in memory.</summary>
    public long WorkbookBytes { get; init; } = 192L * 1024 * 1024;

    /// <summary>Bytes of a workbook's parts when unpacked, all together.</summary>
    public long UnpackedBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How many times larger a part may become when it is unpacked, if it is larger than <see cref="SmallPartBytes"/>.</summary>
    public int UnpackedRatio { get; init; } = 100;

    /// <summary>Parts up to this size, in bytes, may have any ratio.</summary>
    public long SmallPartBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>Entries of a workbook's archive.</summary>
    public int Entries { get; init; } = 2_000;

    /// <summary>Bytes of a workbook's shared texts, which are held in memory while its sheet is read.</summary>
    public long SharedTextBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>A workbook's shared texts.</summary>
    public int SharedTexts { get; init; } = 10_000_000;

    /// <summary>Merged areas of a sheet.</summary>
    public int MergedAreas { get; init; } = 100_000;
}
