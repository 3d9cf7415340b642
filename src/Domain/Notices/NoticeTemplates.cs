using System.Collections.Frozen;
using System.Text.Json;
using Grid.Domain.Data;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Notices;

/// <summary>The texts of all messages to the person (告知): one file, which a province may replace. Immutable, safe to share.</summary>
public sealed class NoticeTemplates
{
    /// <summary>Longer texts are cut into many short messages.</summary>
    public const int LongestText = 400;

    private readonly FrozenDictionary<NoticeKind, NoticeTemplate> byKind;

    private NoticeTemplates(string version, IEnumerable<NoticeTemplate> templates)
    {
        Version = version;
        byKind = templates.ToFrozenDictionary(t => t.Kind);
    }

    /// <summary>The texts that ship, from <c>/data/notices</c>.</summary>
    public static NoticeTemplates BuiltIn { get; } = Parse(EmbeddedData.Read("notices/notices.json"));

    public string Version { get; }

    public NoticeTemplate this[NoticeKind kind] => byKind[kind];

    /// <summary>
    /// Reads a file. Throws <see cref="DataFileException"/> with all errors (an unknown variable, a missing kind or language); nothing is
    /// taken over then.
    /// </summary>
    public static NoticeTemplates Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new DataFileReader(file.Name);
        using var document = reader.Parse(file.Content);
        reader.OnlyKnown(document.RootElement, "", "version", "notices");
        var version = reader.Text(document.RootElement, "", "version");
        var templates = new Dictionary<NoticeKind, NoticeTemplate>();
        foreach (var (where, item) in reader.Items(document.RootElement, "notices"))
        {
            if (One(reader, where, item, version ?? "") is { } template && !templates.TryAdd(template.Kind, template))
                reader.Error(where, $"the kind {EnumName.Of(template.Kind)} is given twice");
        }

        foreach (var missing in Enum.GetValues<NoticeKind>().Except(templates.Keys))
            reader.Error("notices", $"the kind {EnumName.Of(missing)} is missing");
        reader.ThrowIfErrors();
        return new NoticeTemplates(version!, templates.Values);
    }

    private static NoticeTemplate? One(DataFileReader reader, string where, JsonElement item, string version)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            reader.Error(where, "must be an object");
            return null;
        }

        reader.OnlyKnown(item, where, "kind", "zh", "en");
        var name = reader.Text(item, where, "kind");
        if (
            name is null
            || Enum.GetValues<NoticeKind>().Where(k => string.Equals(EnumName.Of(k), name, StringComparison.Ordinal)).ToArray()
                is not [var kind]
        )
        {
            if (name is not null)
                reader.Error($"{where}.kind", $"'{name}' is no kind of notice");
            return null;
        }

        return new NoticeTemplate(kind, version, Text(reader, where, item, "zh", kind), Text(reader, where, item, "en", kind));
    }

    private static IReadOnlyList<NoticePart> Text(DataFileReader reader, string where, JsonElement item, string language, NoticeKind kind)
    {
        if (reader.Text(item, where, language) is not { } text)
            return [];
        var place = $"{where}.{language}";
        if (text.Length > LongestText)
            reader.Error(place, $"is longer than {LongestText} characters");
        if (StorableText.HasControl(text))
            reader.Error(place, "must not contain control characters");
        if (IdentityLookAlike.In(text))
            reader.Error(place, "holds what looks like an identity number");
        return NoticeSyntax.Parse(text, NoticeVariables.Of(kind), error => reader.Error(place, error));
    }
}

/// <summary>The text of one kind of message in both languages, with its variables.</summary>
public sealed class NoticeTemplate
{
    internal NoticeTemplate(NoticeKind kind, string version, IReadOnlyList<NoticePart> zh, IReadOnlyList<NoticePart> en) =>
        (Kind, Version, Zh, En) = (kind, version, zh, en);

    public NoticeKind Kind { get; }

    /// <summary>Version of the file that it is from.</summary>
    public string Version { get; }

    internal IReadOnlyList<NoticePart> Zh { get; }

    internal IReadOnlyList<NoticePart> En { get; }

    internal IReadOnlyList<NoticePart> In(NoticeLanguage language) => language == NoticeLanguage.English ? En : Zh;
}

/// <summary>A piece of a template: words, a variable, or a bracketed run that is left out when one of its variables has no value.</summary>
internal abstract record NoticePart
{
    public sealed record Words(string Text) : NoticePart;

    public sealed record Variable(string Name) : NoticePart;

    public sealed record Optional(IReadOnlyList<NoticePart> Parts) : NoticePart;
}

/// <summary>Whether and in which language a person is written to, by the record as it is when the message leaves.</summary>
public static class NoticeRecipient
{
    /// <summary>False for one who has died since the message was written: it must not reach the family.</summary>
    public static bool MayReceive(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !PastCases.IsDead(record);
    }

    /// <summary>English for holders of a foreigner's document, Chinese for all others.</summary>
    public static NoticeLanguage LanguageOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Identity?.Number.Kind is IdentityDocumentKind.ForeignResidentCard2017 or IdentityDocumentKind.ForeignResidentCard2023
            ? NoticeLanguage.English
            : NoticeLanguage.Chinese;
    }
}

/// <summary>The language of a message to the person.</summary>
public enum NoticeLanguage
{
    Chinese,
    English,
}
