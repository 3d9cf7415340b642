using System.Collections.Frozen;
using Grid.Api.Importing.Reading.Columns;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Domain.Services;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Importing.Reading.Mappings;

/// <summary>
/// How the words and codes of an earlier system are understood: a mapping table together with the register's own lists, regions and
/// offices. Immutable, safe to share.
/// </summary>
/// <remarks>
/// A table belongs to a system and its year, and whoever imports says which one it is: the same code has meant different things (失业原因 40
/// is land that was expropriated in one system, and a public-welfare post in the others).
/// </remarks>
internal sealed class ImportMappings
{
    private readonly FrozenDictionary<FileKind, HeaderNames> headers;
    private readonly FrozenDictionary<(FileKind, string), string> defaults;
    private readonly FrozenDictionary<string, CodeMap> codes;

    private ImportMappings(MappingFile file, MappingReader reader, OfficeDirectory offices, DateOnly today)
    {
        (Id, Version, Zh, En) = (file.Id, file.Version, file.Zh, file.En);
        headers = reader.Headers;
        defaults = reader.Defaults;
        codes = reader.Codes;
        Offices = new OfficeMap(offices, reader.Offices, file.RegionMeansMainOffice, today);
        Regions = new RegionMap(offices.Regions, reader.Regions, today);
    }

    public string Id { get; }

    public string Version { get; }

    public string Zh { get; }

    public string En { get; }

    public OfficeMap Offices { get; }

    public RegionMap Regions { get; }

    /// <summary>The table that ships for files in the register's own codes and words.</summary>
    public static DataFile Current => EmbeddedData.Read("import/current.json");

    /// <summary>Reads a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="lists">The register's code lists.</param>
    /// <param name="offices">Its offices and regions.</param>
    /// <param name="services">Its list of services.</param>
    /// <param name="today">Cases of offices and regions that have ended by this day are with their successors.</param>
    /// <exception cref="DataFileException">The table has errors; all are listed, and nothing of it is used.</exception>
    public static ImportMappings Read(DataFile file, CodeLists lists, OfficeDirectory offices, OfferList services, DateOnly today)
    {
        var read = file.As<MappingFile>();
        var reader = new MappingReader(read, file.Name == NameOf(read.Id), CodeTargets.All(lists, services), offices);
        return reader.Errors.Count == 0
            ? new ImportMappings(read, reader, offices, today)
            : throw new DataFileException(file.Name, [.. reader.Errors]);
    }

    /// <summary>The tables with the data in force. One with errors is listed with them, and cannot be chosen.</summary>
    public static IReadOnlyList<MappingTable> All(IReferenceData data, DateOnly today) =>
        [.. data.ImportTables.Select(file => Judged(file, data, today))];

    /// <summary>Ids of the tables from which whoever imports chooses one.</summary>
    public static IReadOnlyList<string> Usable(IReferenceData data, DateOnly today) =>
        [.. All(data, today).Where(table => table.Errors.Count == 0).Select(table => table.Id)];

    /// <summary>The table of an id with the data in force; null when there is none.</summary>
    /// <exception cref="DataFileException">It has errors.</exception>
    public static ImportMappings? Find(string id, IReferenceData data, DateOnly today) =>
        data.ImportTables.FirstOrDefault(file => file.Name == NameOf(id)) is { } file
            ? Read(file, CodeLists.BuiltIn, data.Offices, data.Services, today)
            : null;

    /// <summary>What the headers of this kind of file mean.</summary>
    public HeaderNames Headers(FileKind kind) => headers[kind];

    /// <summary>The value of a field in rows that have none; null when the table gives none.</summary>
    public string? Default(FileKind kind, string field) => defaults.GetValueOrDefault((kind, field));

    /// <summary>By an id of <see cref="CodeTargets"/>.</summary>
    public CodeMap Codes(string list) => codes[list];

    private static MappingTable Judged(DataFile file, IReferenceData data, DateOnly today)
    {
        try
        {
            var read = Read(file, CodeLists.BuiltIn, data.Offices, data.Services, today);
            return new MappingTable(read.Id, read.Version, read.Zh, read.En, []);
        }
        catch (DataFileException e)
        {
            return new MappingTable(Path.GetFileNameWithoutExtension(file.Name), null, null, null, e.Errors);
        }
    }

    private static string NameOf(string id) => $"import/{id}.json";
}

/// <summary>A mapping table, for choosing one.</summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Version">Null, as the texts, where it has errors.</param>
/// <param name="Zh">Which earlier system, in Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Errors">What is wrong with its file; none where it can be used.</param>
internal sealed record MappingTable(string Id, string? Version, string? Zh, string? En, IReadOnlyList<string> Errors);

/// <summary>What headers mean: a column, or nothing that is imported.</summary>
internal sealed class HeaderNames(FrozenDictionary<string, ImportColumn?> names)
{
    /// <summary>True when the header is known; its column is null where the table says that it is ignored.</summary>
    public bool TryFind(string header, out ImportColumn? column) => names.TryGetValue(HeaderText.Of(header), out column);
}
