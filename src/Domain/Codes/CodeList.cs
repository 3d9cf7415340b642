using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Data;

namespace Grid.Domain.Codes;

/// <summary>A code list (代码表): its standard and its codes, in the order in which they are shown. Immutable, safe to share.</summary>
public sealed record CodeList
{
    private readonly FrozenDictionary<string, CodeEntry> byCode;
    private readonly FrozenDictionary<string, CodeEntry> byName;

    [JsonConstructor]
    public CodeList(
        string id,
        string zh,
        string en,
        string source,
        IReadOnlyList<CodeEntry> entries,
        string? note = null,
        bool editable = false,
        string? noteZh = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(entries);
        (Id, Zh, En, Source, Note, NoteZh, Editable, Entries) = (id, zh, en, source, note, noteZh, editable, entries);
        Check(id, entries);
        byCode = entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
        byName = entries.Where(entry => entry.Name is not null).ToFrozenDictionary(entry => entry.Name!, StringComparer.Ordinal);
    }

    /// <summary>The id, one of <see cref="CodeListIds"/>.</summary>
    public string Id { get; }

    public string Zh { get; }

    public string En { get; }

    /// <summary>The standard or the rule that the codes come from.</summary>
    public string Source { get; }

    /// <summary>English.</summary>
    public string? Note { get; }

    /// <summary>The same in Chinese.</summary>
    public string? NoteZh { get; }

    /// <summary>True if a province may change the list.</summary>
    public bool Editable { get; }

    public IReadOnlyList<CodeEntry> Entries { get; }

    /// <summary>
    /// Reads a list; an unknown field, a double code or name, an unknown parent or a validity that ends before it begins is refused.
    /// </summary>
    /// <exception cref="DataFileException">The file is not a code list.</exception>
    public static CodeList Read(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.As<CodeList>();
    }

    /// <summary>The entry of a code, whatever its validity: old data keep their meaning.</summary>
    public bool TryGet(string? code, [NotNullWhen(true)] out CodeEntry? entry)
    {
        entry = null;
        return code is not null && byCode.TryGetValue(code, out entry);
    }

    /// <summary>The entry of an enum member's camelCase name.</summary>
    public bool TryGetByName(string? name, [NotNullWhen(true)] out CodeEntry? entry)
    {
        entry = null;
        return name is not null && byName.TryGetValue(name, out entry);
    }

    /// <summary>True if the code is in the list and may be used on <paramref name="date"/>.</summary>
    public bool IsValid(string? code, DateOnly date) => TryGet(code, out var entry) && entry.IsValidOn(date);

    /// <summary>The entries that may be used on a day, in their order.</summary>
    public IEnumerable<CodeEntry> ValidOn(DateOnly date) => Entries.Where(entry => entry.IsValidOn(date));

    public bool Equals(CodeList? other) =>
        ReferenceEquals(this, other) || (other is not null && Id == other.Id && Entries.SequenceEqual(other.Entries));

    public override int GetHashCode() => HashCode.Combine(Id, Entries.Count);

    private static void Check(string id, IReadOnlyList<CodeEntry> entries)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is null)
                throw new ArgumentException($"Code list {id}: an entry is null.", nameof(entries));

            if (string.IsNullOrWhiteSpace(entry.Code) || !codes.Add(entry.Code) || (entry.Name is not null && !names.Add(entry.Name)))
                throw new ArgumentException($"Code list {id}: code {entry.Code} is empty or there twice.", nameof(entries));

            if (string.IsNullOrWhiteSpace(entry.Zh) || string.IsNullOrWhiteSpace(entry.En))
            {
                throw new ArgumentException(
                    $"Code list {id}: code {entry.Code} lacks a text in one of the two languages.",
                    nameof(entries)
                );
            }

            if (entry.ValidTo < entry.ValidFrom)
                throw new ArgumentException($"Code list {id}: the validity of {entry.Code} ends before it begins.", nameof(entries));
        }

        if (
            entries.FirstOrDefault(entry => entry.Parent is not null && (!codes.Contains(entry.Parent) || entry.Parent == entry.Code)) is
            { } orphan
        )
        {
            throw new ArgumentException($"Code list {id}: the parent of {orphan.Code} is not in the list.", nameof(entries));
        }
    }
}

/// <summary>One code of a list, in both languages.</summary>
public sealed record CodeEntry
{
    /// <summary>The code as the standard writes it, unique in its list, compared exactly.</summary>
    public required string Code { get; init; }

    /// <summary>The camelCase name of the enum member that carries this code inside the system; null where there is none.</summary>
    public string? Name { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>The code of the group above; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>The first day on which the code may be used; null: always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which the code may be used, inclusive; null: no end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>For exit reasons: what the notice says of it.</summary>
    public ExitVerdict? Verdict { get; init; }

    /// <summary>The article that rules this code, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    public string? Note { get; init; }

    public string? NoteZh { get; init; }

    /// <summary>True if the code may be used on <paramref name="date"/>; both ends are inclusive.</summary>
    public bool IsValidOn(DateOnly date) => (ValidFrom is null || ValidFrom <= date) && (ValidTo is null || date <= ValidTo);
}
