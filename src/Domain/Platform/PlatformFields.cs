using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>
/// The table of the ministry's names (<c>data/platform/fields.json</c>), the only place where they are written. A province puts the names
/// and codes of its annex there. Immutable.
/// </summary>
public sealed class PlatformFields
{
    /// <summary>The kind that comes in.</summary>
    public const string Application = "application";

    /// <summary>Place of a value: the leaf region in whose figures the item is counted.</summary>
    public const string LeafRegion = "$region";

    private static readonly Lazy<PlatformFields> LazyBuiltIn = new(() => Parse(EmbeddedData.Read("platform/fields.json")));

    private PlatformFields(PlatformFieldsFile file)
    {
        (Version, Kinds, All) = (file.Version, file.Kinds, file.Fields);
        ByHand = [.. Enum.GetValues<PlatformItemKind>().Where(kind => file.ByHand.Contains(EnumName.Of(kind), StringComparer.Ordinal))];
    }

    /// <summary>The table that ships with the register.</summary>
    public static PlatformFields BuiltIn => LazyBuiltIn.Value;

    public string Version { get; }

    /// <summary>What travels: <see cref="Application"/>, and kinds of items.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Kinds of items for which the annex has no interface: they are reported by hand.</summary>
    public IReadOnlyList<PlatformItemKind> ByHand { get; }

    /// <summary>Every field, in the order of the file.</summary>
    public IReadOnlyList<PlatformField> All { get; }

    /// <summary>The fields of a kind, each with the place of its value.</summary>
    public IEnumerable<(PlatformField Field, string Own)> Of(string kind) =>
        All.Where(field => field.Own.ContainsKey(kind)).Select(field => (field, field.Own[kind]));

    /// <summary>Reads a table. Throws <see cref="DataFileException"/> with all errors; nothing is taken over then.</summary>
    public static PlatformFields Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<PlatformFieldsFile>();
        string[] errors = [.. ErrorsOf(read)];
        return errors.Length == 0 ? new PlatformFields(read) : throw new DataFileException(file.Name, errors);
    }

    private static IEnumerable<string> ErrorsOf(PlatformFieldsFile file)
    {
        var items = Enum.GetValues<PlatformItemKind>().Select(EnumName.Of).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in file.Kinds.Where(kind => kind != Application && !items.Contains(kind)))
            yield return $"kinds: '{kind}' is neither {Application} nor a kind of item";
        foreach (var kind in file.ByHand.Where(kind => !items.Contains(kind) || file.Kinds.Contains(kind, StringComparer.Ordinal)))
            yield return $"byHand: '{kind}' is no kind of item, or one that travels";
        foreach (var twice in file.Fields.CountBy(field => field.Name, StringComparer.Ordinal).Where(pair => pair.Value > 1))
            yield return $"fields: {twice.Key} is given twice";
        foreach (var error in file.Fields.SelectMany(field => ErrorsOf(field, file)))
            yield return error;
    }

    private static IEnumerable<string> ErrorsOf(PlatformField field, PlatformFieldsFile file)
    {
        if (string.IsNullOrWhiteSpace(field.Name))
            yield return "fields: one has no name";
        foreach (var kind in field.Own.Keys.Where(kind => !file.Kinds.Contains(kind, StringComparer.Ordinal)))
            yield return $"{field.Name}.own: '{kind}' is not among the kinds";
        foreach (var kind in field.Required.Where(kind => !field.Own.ContainsKey(kind)))
            yield return $"{field.Name}.required: '{kind}' has no place in own";
        if (field.Codes is { } list && !CodeLists.BuiltIn.TryGet(list, out _))
            yield return $"{field.Name}.codes: there is no code list '{list}'";
        if (
            field.Form is PlatformForm.Code or PlatformForm.Codes or PlatformForm.CodeText or PlatformForm.DocumentKind
            && field.Codes is null
            && field.Values is null
        )
        {
            yield return $"{field.Name}: this form needs codes or values";
        }

        if (field.Form is PlatformForm.Codes or PlatformForm.CodeText or PlatformForm.DocumentKind && field.Codes is null)
            yield return $"{field.Name}: this form needs codes";
        if (field.Values is { } values && values.Values.Distinct(StringComparer.Ordinal).Count() != values.Count)
            yield return $"{field.Name}.values: the same text travels for two values";
        if (field.Max is < 1)
            yield return $"{field.Name}.max: must be at least 1";
        if (field.Form == PlatformForm.Text && field.Max is null)
            yield return $"{field.Name}.max: a text needs it";
        if (field.RequiredWhen is { } condition && file.Fields.All(other => other.Name != condition.Field))
            yield return $"{field.Name}.requiredWhen: there is no field {condition.Field}";
    }
}

/// <summary>One name of the ministry (AAC…, AJC…) and where its value is in the register.</summary>
public sealed record PlatformField
{
    /// <summary>The ministry's name.</summary>
    public required string Name { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>No name is published; the province's annex has another.</summary>
    public bool Ours { get; init; }

    public required PlatformForm Form { get; init; }

    /// <summary>Characters at most; null where the form bounds it.</summary>
    public int? Max { get; init; }

    /// <summary>Id of the code list whose codes travel.</summary>
    public string? Codes { get; init; }

    /// <summary>The register's value and what travels for it, where the two differ; null where codes of the list travel.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>
    /// The register's value for what an earlier system had not recorded, see <see cref="Persons.PersonDetails.HealthNotRecorded"/>: it does
    /// not travel. Null where the register has no such value.
    /// </summary>
    public string? NotRecorded { get; init; }

    /// <summary>For each kind the place of the value: a path of members, or <see cref="PlatformFields.LeafRegion"/>.</summary>
    public required IReadOnlyDictionary<string, string> Own { get; init; }

    /// <summary>The kinds that cannot do without it.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    public PlatformCondition? RequiredWhen { get; init; }
}

/// <summary>A field is required where another one has this value, as it travels.</summary>
/// <param name="Field">The other one's ministry name.</param>
public sealed record PlatformCondition(string Field, string Value);

/// <summary>The file's form.</summary>
internal sealed record PlatformFieldsFile(
    string Version,
    string Source,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> ByHand,
    IReadOnlyList<PlatformField> Fields,
    string? Note = null
);
