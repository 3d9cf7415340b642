using Grid.Domain.Persons.Consequences;

namespace Grid.Domain.Notices;

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
