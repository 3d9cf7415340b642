using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Json;
using Grid.Domain.Text;

namespace Grid.Domain.Data;

/// <summary>
/// A data file by name, and its bytes in UTF-8. The name is a path with <c>/</c>, such as <c>calendar/CN/2026.json</c>. A byte order mark,
/// which some editors put before the text, is removed.
/// </summary>
/// <exception cref="DataFileException">The bytes are not UTF-8: an editor saved the file as GBK, for example. If it were read, its names
/// would be wrong.</exception>
public sealed record DataFile(string Name, ReadOnlyMemory<byte> Content)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public ReadOnlyMemory<byte> Content { get; } =
        JsonBytes.TryRead(Content, charset: null, out var text, out var fault) ? text : throw new DataFileException(Name, fault!);

    /// <summary>
    /// The text. Throws <see cref="DataFileException"/> when it holds a character, in JSON also an escaped one, that a store or a file
    /// format cannot hold.
    /// </summary>
    public string Text()
    {
        var text = Encoding.UTF8.GetString(Content.Span);
        if (!StorableText.Is(text) || (Name.EndsWith(".json", StringComparison.Ordinal) && HasUnstorableEscape()))
        {
            throw new DataFileException(
                Name,
                "holds a character that a file or a store cannot hold (a control character, U+FFFE, half of a pair)"
            );
        }

        return text;
    }

    /// <summary>
    /// The file as JSON of a type. Members that the type does not have, or that are there twice, are errors, as is what the type's
    /// constructor does not accept.
    /// </summary>
    /// <exception cref="DataFileException">It is not valid JSON of this type.</exception>
    public T As<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(), Strict) ?? throw new DataFileException(Name, "the file holds null");
        }
        catch (JsonException e)
        {
            throw new DataFileException(Name, $"{e.Path}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw new DataFileException(Name, e.Message);
        }
    }

    /// <summary>Text that is not JSON has none: its reader reports what is wrong.</summary>
    private bool HasUnstorableEscape()
    {
        var reader = new Utf8JsonReader(Content.Span, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
                if (
                    reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.ValueIsEscaped
                    && !StorableText.Is(reader.GetString()!)
                )
                {
                    return true;
                }
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

/// <summary>
/// A data file (calendar, regions, offices) that cannot be used. Nothing of it was applied.
/// <see cref="Errors"/> lists everything found wrong, each with the place in the file.
/// </summary>
public sealed class DataFileException : Exception
{
    public DataFileException(string file, IReadOnlyList<string> errors)
        : base($"{file}: {string.Join("; ", errors)}")
    {
        File = file;
        Errors = errors;
    }

    public DataFileException(string file, string error)
        : this(file, [error]) { }

    /// <summary>The file's name as given by the caller.</summary>
    public string File { get; }

    /// <summary>At least one; each names the place (for example <c>off[3]</c>) and what is wrong.</summary>
    public IReadOnlyList<string> Errors { get; }
}

/// <summary>The data files that ship inside this assembly: the folder <c>data/</c> of the repository, as it was at build time.</summary>
public static class EmbeddedData
{
    private const string Root = "data/";
    private static readonly Assembly Home = typeof(EmbeddedData).Assembly;

    /// <summary>The files below a folder such as <c>calendar</c>, in the order of their names.</summary>
    public static IReadOnlyList<DataFile> Under(string folder) =>
        [
            .. Home.GetManifestResourceNames()
                .Where(name => name.StartsWith($"{Root}{folder}/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(name[Root.Length..])),
        ];

    /// <summary>One file by name; throws <see cref="FileNotFoundException"/> when it does not ship.</summary>
    public static DataFile Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(Root + name)
            ?? throw new FileNotFoundException($"No data file '{name}' ships with this build.", name);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new DataFile(name, content);
    }
}
