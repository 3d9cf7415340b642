namespace Grid.Domain.Notices;

/// <summary>A piece of a template: words, a variable, or a bracketed run that is left out when one of its variables has no value.</summary>
internal abstract record NoticePart
{
    public sealed record Words(string Text) : NoticePart;

    public sealed record Variable(string Name) : NoticePart;

    public sealed record Optional(IReadOnlyList<NoticePart> Parts) : NoticePart;
}
