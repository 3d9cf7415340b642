using System.Text;
using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Text;

namespace Grid.Domain.Data;

/// <summary>
/// A data file by name, and its bytes in UTF-8. The name is a path with <c>/</c>, such as <c>calendar/CN/2026.json</c>. A byte order mark, which
/// some editors put before the text, is taken off.
/// </summary>
/// <exception cref="DataFileException">The bytes are no UTF-8: an editor saved the file as GBK, for example. Read all the same, its names would be wrong.</exception>
public sealed record DataFile(string Name, ReadOnlyMemory<byte> Content)
{
    public ReadOnlyMemory<byte> Content { get; } = JsonBytes.TryRead(Content, charset: null, out var text, out var fault) ? text : throw new DataFileException(Name, fault!);

    /// <summary>The text. Throws <see cref="DataFileException"/> when it holds a character, in JSON also an escaped one, that a store or a file format cannot hold.</summary>
    public string Text()
    {
        var text = Encoding.UTF8.GetString(Content.Span);
        if (!StorableText.Is(text) || (Name.EndsWith(".json", StringComparison.Ordinal) && HasUnstorableEscape()))
            throw new DataFileException(Name, "holds a character that a file or a store cannot hold (a control character, U+FFFE, half of a pair)");
        return text;
    }

    /// <summary>What is no JSON has none: its reader says what is wrong with it.</summary>
    private bool HasUnstorableEscape()
    {
        var reader = new Utf8JsonReader(Content.Span, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !StorableText.Is(reader.GetString()!))
                    return true;
            }
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
