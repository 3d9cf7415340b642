using System.Text;

namespace Grid.Domain.Data;

/// <summary>
/// A data file by name, and its bytes in UTF-8. The name is a path with <c>/</c>, such as <c>calendar/CN/2026.json</c>. A byte order mark, which
/// some editors put before the text, is taken off.
/// </summary>
public sealed record DataFile(string Name, ReadOnlyMemory<byte> Content)
{
    public ReadOnlyMemory<byte> Content { get; } =
        Content.Span.StartsWith(Encoding.UTF8.Preamble) ? Content[Encoding.UTF8.Preamble.Length..] : Content;

    public string Text() => Encoding.UTF8.GetString(Content.Span);
}
