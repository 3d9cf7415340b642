using System.Collections.Frozen;
using Grid.Api.Importing.Reading.Columns;
using Grid.Domain.Regions;

namespace Grid.Api.Importing.Reading.Mappings;

/// <summary>A mapping table as it is in its file, <c>import/….json</c>.</summary>
/// <param name="Id">Letters, digits and dashes.</param>
/// <param name="Version">Stored with what was imported by it.</param>
internal sealed record MappingFile(
    string Id,
    string Version,
    string Zh,
    string En,
    string? Note = null,
    IReadOnlyList<MappedColumn>? Columns = null,
    IReadOnlyList<string>? Ignore = null,
    IReadOnlyList<DefaultValue>? Defaults = null,
    IReadOnlyList<MappedList>? Codes = null,
    IReadOnlyList<MappedCode>? Regions = null,
    IReadOnlyList<MappedCode>? Offices = null,
    bool RegionMeansMainOffice = false
);

/// <summary>More headers of a column.</summary>
internal sealed record MappedColumn(FileKind Kind, string Field, IReadOnlyList<string> Headers);

/// <summary>What a field holds where a row has nothing in it.</summary>
/// <param name="Note">Why that is true of every such row.</param>
internal sealed record DefaultValue(FileKind Kind, string Field, string Value, string Note);

/// <summary>Codes of one list.</summary>
/// <param name="List">An id of <see cref="CodeTargets"/>.</param>
/// <param name="Entries">Old values and the register's codes.</param>
/// <param name="Only">True when a value that is not among the entries is a fault, even if the register has that code: the old system gave
/// it another meaning, or none.</param>
internal sealed record MappedList(string List, IReadOnlyList<MappedCode> Entries, bool Only = false);

/// <summary>An old value and what it is in the register.</summary>
/// <param name="From">The value as files have it; compared without blanks and case.</param>
/// <param name="To">The register's code; null: the value says nothing, as if the cell were blank.</param>
internal sealed record MappedCode(string From, string? To, string? Note = null);

/// <summary>Judges a mapping table and lists every error, with its place.</summary>
internal sealed class MappingReader
{
    private readonly List<string> errors = [];

    public MappingReader(MappingFile file, bool isNamedSo, IReadOnlyList<CodeTarget> targets, OfficeDirectory offices)
    {
        if (!isNamedSo)
            errors.Add($"id: '{file.Id}' is not the file's name");
        if (file.Id.Length is 0 or > 40 || !file.Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            errors.Add("id: must be 1 to 40 letters, digits and dashes");
        foreach (var (name, text) in ((string, string)[])[("version", file.Version), ("zh", file.Zh), ("en", file.En)])
        {
            if (string.IsNullOrWhiteSpace(text))
                errors.Add($"{name}: must be a text that is not empty");
        }

        Headers = Enum.GetValues<FileKind>().ToFrozenDictionary(kind => kind, kind => HeadersOf(kind, file));
        Defaults = DefaultsOf(file.Defaults ?? []);
        Codes = CodesOf(file.Codes ?? [], targets);
        Regions = Table("regions", file.Regions ?? [], to => RegionCode.TryParse(to, out var code) && code.Value == to);
        Offices = Table("offices", file.Offices ?? [], to => offices.Find(to) is not null);
    }

    public IReadOnlyList<string> Errors => errors;

    public FrozenDictionary<FileKind, HeaderNames> Headers { get; }

    public FrozenDictionary<(FileKind, string), string> Defaults { get; }

    public FrozenDictionary<string, CodeMap> Codes { get; }

    public FrozenDictionary<string, string?> Regions { get; }

    public FrozenDictionary<string, string?> Offices { get; }

    private HeaderNames HeadersOf(FileKind kind, MappingFile file)
    {
        var names = new Dictionary<string, ImportColumn?>(StringComparer.Ordinal);
        foreach (var column in ImportColumns.Of(kind))
        {
            foreach (var name in column.Names)
                names[HeaderText.Of(name)] = column;
        }

        foreach (var (i, mapped) in (file.Columns ?? []).Index().Where(one => one.Item.Kind == kind))
        {
            var column = ImportColumns.Find(kind, mapped.Field);
            if (column is null)
                errors.Add($"columns[{i}].field: '{mapped.Field}' is no column of this kind");
            foreach (var header in mapped.Headers)
                Add(names, header, column, $"columns[{i}].headers");
        }

        foreach (var (i, header) in (file.Ignore ?? []).Index())
            Add(names, header, null, $"ignore[{i}]");
        return new HeaderNames(names.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private void Add(Dictionary<string, ImportColumn?> names, string header, ImportColumn? column, string where)
    {
        var name = HeaderText.Of(header);
        if (name.Length == 0)
            errors.Add($"{where}: '{header}' is no header");
        else if (!names.TryAdd(name, column) && names[name]?.Field != column?.Field)
            errors.Add($"{where}: '{header}' already means another column");
    }

    private FrozenDictionary<(FileKind, string), string> DefaultsOf(IReadOnlyList<DefaultValue> given)
    {
        var defaults = new Dictionary<(FileKind, string), string>();
        foreach (var (i, one) in given.Index())
        {
            if (ImportColumns.Find(one.Kind, one.Field) is null)
                errors.Add($"defaults[{i}].field: '{one.Field}' is no column of this kind");
            else if (string.IsNullOrWhiteSpace(one.Value) || string.IsNullOrWhiteSpace(one.Note))
                errors.Add($"defaults[{i}]: needs a value, and a note that says why it holds");
            else if (!defaults.TryAdd((one.Kind, one.Field), one.Value))
                errors.Add($"defaults[{i}].field: '{one.Field}' is given twice");
        }

        return defaults.ToFrozenDictionary();
    }

    private FrozenDictionary<string, CodeMap> CodesOf(IReadOnlyList<MappedList> lists, IReadOnlyList<CodeTarget> targets)
    {
        var tables = new Dictionary<string, MappedList>(StringComparer.Ordinal);
        foreach (var (i, list) in lists.Index())
        {
            if (targets.All(target => target.Id != list.List))
                errors.Add($"codes[{i}].list: '{list.List}' is no list that is imported");
            else if (!tables.TryAdd(list.List, list))
                errors.Add($"codes[{i}].list: '{list.List}' is given twice");
        }

        return targets
            .Select(target =>
            {
                var table = tables.GetValueOrDefault(target.Id);
                var entries = Table($"codes.{target.Id}", table?.Entries ?? [], to => target.Codes.Any(code => code.Code == to));
                return new CodeMap(target, entries, table?.Only == true);
            })
            .ToFrozenDictionary(map => map.Target.Id, StringComparer.Ordinal);
    }

    private FrozenDictionary<string, string?> Table(string where, IReadOnlyList<MappedCode> entries, Func<string, bool> isTarget)
    {
        var table = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (i, entry) in entries.Index())
        {
            if (ValueText.Of(entry.From) is not { Length: > 0 } from)
                errors.Add($"{where}[{i}].from: must be a text that is not empty");
            else if (!table.TryAdd(from, entry.To))
                errors.Add($"{where}[{i}].from: '{entry.From}' is given twice");
            if (entry.To is { } to && !isTarget(to))
                errors.Add($"{where}[{i}].to: '{to}' is not known to the register");
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
