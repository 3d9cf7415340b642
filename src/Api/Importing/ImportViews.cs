using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.OpenApi;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing;

/// <summary>Imports from earlier systems.</summary>
public sealed record ImportsView(IReadOnlyList<ImportView> Items);

/// <summary>How far an import is.</summary>
/// <param name="Id">32 hexadecimal digits; the journal of each person names it.</param>
/// <param name="Status"><c>reading</c> (waits for its file, or reads it), <c>checking</c>, <c>checked</c>, <c>running</c>, <c>done</c>,
/// <c>cancelled</c>.</param>
/// <param name="System">The mapping table.</param>
/// <param name="Kind">What its rows are: <c>registrations</c>, <c>followUps</c>, <c>services</c> or <c>exits</c>.</param>
/// <param name="BaselineOn">The day whose stock is taken over; absent where the history is counted.</param>
/// <param name="Whole">All or nothing.</param>
/// <param name="ChecksOnly">It waits for the order to import after the check.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Rejected">Rows that are not imported; the report names each.</param>
/// <param name="Persons">Persons of the rows that could be read.</param>
/// <param name="Walked">Persons processed in this pass.</param>
/// <param name="Imported">Registrations, contacts, services or exits that were added; of a check, that would be.</param>
/// <param name="Present">Those that the register had already.</param>
/// <param name="PersonsPerSecond">In this pass so far; absent before there is a rate.</param>
/// <param name="SecondsLeft">Of this pass, at that rate; absent before there is a rate.</param>
/// <param name="File">Where the file is sent, while it is expected.</param>
/// <param name="Report">What was wrong, as CSV.</param>
public sealed record ImportView(
    string Id,
    [NamesOf<ImportStatus>] string Status,
    string System,
    [NamesOf<ImportKind>] string Kind,
    DateOnly? BaselineOn,
    bool Whole,
    bool ChecksOnly,
    string By,
    string? Office,
    DateTimeOffset OrderedAt,
    DateTimeOffset? EndedAt,
    long Rows,
    long Rejected,
    long Persons,
    long Walked,
    long Imported,
    long Present,
    double? PersonsPerSecond,
    long? SecondsLeft,
    string? File,
    string Report
)
{
    internal static ImportView Of(Import import)
    {
        var (tally, address) = (import.Tally, $"{ImportEndpoints.Address}/{import.Id:N}");
        double? rate =
            import is { StartedAt: { } started, WalkedAt: { } walked } && walked > started && tally.Walked > 0
                ? tally.Walked / (walked - started).TotalSeconds
                : null;
        var isWalking = import.Status is ImportStatus.Checking or ImportStatus.Running;
        return new ImportView(
            import.Id.ToString("N"),
            EnumName.Of(import.Status),
            import.System,
            EnumName.Of(import.Kind),
            import.BaselineOn,
            import.Whole,
            import.ChecksOnly,
            import.By.Subject,
            import.By.Office,
            import.OrderedAt,
            import.EndedAt,
            tally.Rows,
            tally.Rejected,
            tally.Persons,
            tally.Walked,
            tally.Imported,
            tally.Present,
            rate is { } known ? Math.Round(known, 1) : null,
            isWalking && rate is { } speed ? (long)Math.Ceiling((tally.Persons - tally.Walked) / speed) : null,
            import.Status == ImportStatus.Reading ? address + "/file" : null,
            address + "/report"
        );
    }
}

/// <summary>Mapping tables for files of earlier systems.</summary>
public sealed record ImportTablesView(IReadOnlyList<ImportTableView> Items);

/// <summary>A mapping table.</summary>
/// <param name="Id">What an order names as <c>system</c>.</param>
/// <param name="Version">Of its data file; absent, as the texts, where that has errors.</param>
/// <param name="Zh">Which earlier system, in Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Errors">What is wrong with the data file; empty where it can be chosen.</param>
public sealed record ImportTableView(string Id, string? Version, string? Zh, string? En, IReadOnlyList<string> Errors)
{
    internal static ImportTableView Of(MappingTable table) => new(table.Id, table.Version, table.Zh, table.En, table.Errors);
}

/// <summary>How the words and codes of a file were understood.</summary>
/// <param name="System">The mapping table.</param>
/// <param name="Version">Its version when the file was read; absent until then.</param>
/// <param name="Values">By list, the most frequent first.</param>
public sealed record ImportMappingView(string System, string? Version, IReadOnlyList<MappedValueView> Values)
{
    internal static ImportMappingView Of(Import import, FileMapping? mapping) =>
        new(import.System, mapping?.TableVersion, [.. (mapping?.Values ?? []).Select(MappedValueView.Of)]);
}

/// <summary>What a value of the file became.</summary>
/// <param name="List">The code list, or <c>region</c>, <c>office</c>, <c>default</c>.</param>
/// <param name="From">The value, without blanks and case; absent for values that were not understood and do not look like a code.</param>
/// <param name="To">The register's code; absent where the value was not understood, or says nothing.</param>
/// <param name="Cells">Cells of the file that hold it.</param>
/// <param name="Understood">False for a value that is in no list and no table: it is in the report, row by row.</param>
public sealed record MappedValueView(string List, string? From, string? To, long Cells, bool Understood)
{
    internal static MappedValueView Of(MappedValue value) => new(value.List, value.From, value.To, value.Count, value.IsKnown);
}
