using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Grid.Api.Importing.Reading.Formats;

/// <summary>One line of NDJSON: its members in their order, or what is wrong with it.</summary>
internal sealed record JsonRow(int Number, IReadOnlyList<(string Name, Cell Cell)> Members)
{
    /// <summary>What is wrong with the line as a whole; a code of <see cref="ImportFaultCodes"/>.</summary>
    public string? Fault { get; init; }
}

/// <summary>
/// The objects of a file with one JSON object a line. Values are texts, numbers (their digits as written), yes or no, null, or lists of
/// texts. Blank lines are counted and not returned. One line is in memory at a time.
/// </summary>
internal static class NdjsonLines
{
    /// <exception cref="UnreadableFileException">A line is longer than <see cref="ReadingLimits.RecordBytes"/>.</exception>
    public static async IAsyncEnumerable<JsonRow> ReadAsync(
        Stream stream,
        Encoding encoding,
        ReadingLimits limits,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var utf8 = encoding is UTF8Encoding ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8);
        var pipe = PipeReader.Create(utf8);
        try
        {
            var number = 0;
            var isOver = false;
            while (!isOver)
            {
                var read = await pipe.ReadAsync(cancellation);
                var rest = read.Buffer;
                while (TryTakeLine(ref rest, read.IsCompleted, out var line))
                {
                    number++;
                    if (line.Length > limits.RecordBytes)
                        throw new UnreadableFileException(ImportFaultCodes.RecordTooLong, number);
                    if (Row(line, number, limits) is { } row)
                        yield return row;
                }

                if (rest.Length > limits.RecordBytes)
                    throw new UnreadableFileException(ImportFaultCodes.RecordTooLong, number + 1);
                isOver = read.IsCompleted;
                pipe.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!isLast || rest.IsEmpty)
            return false;
        rest = rest.Slice(rest.End);
        return true;
    }

    private static JsonRow? Row(ReadOnlySequence<byte> line, int number, ReadingLimits limits)
    {
        var bytes = (line.IsSingleSegment ? line.FirstSpan : line.ToArray()).Trim(" \t\r"u8);
        if (bytes.IsEmpty)
            return null;
        var members = new List<(string, Cell)>();
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 3 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return new JsonRow(number, []) { Fault = ImportFaultCodes.MalformedJson };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (members.Count == limits.Columns)
                    return new JsonRow(number, []) { Fault = ImportFaultCodes.TooManyColumns };
                var name = reader.GetString()!;
                reader.Read();
                if (CellOf(ref reader, bytes, limits) is not { } cell)
                    return new JsonRow(number, []) { Fault = ImportFaultCodes.MalformedJson };
                members.Add((name, cell));
            }

            // Reads to the end, where anything behind the object is an error.
            reader.Read();
        }
        catch (JsonException)
        {
            return new JsonRow(number, []) { Fault = ImportFaultCodes.MalformedJson };
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not UTF-8, or half of a surrogate pair.
            return new JsonRow(number, []) { Fault = ImportFaultCodes.BadEncoding };
        }

        return new JsonRow(number, members);
    }

    /// <summary>Null for an object, and for a list of anything but texts.</summary>
    private static Cell? CellOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ReadingLimits limits)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Bounded(reader.GetString()!, limits);
            case JsonTokenType.Number:
                return Bounded(Encoding.UTF8.GetString(line.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length)), limits);
            case JsonTokenType.True:
                return new Cell("true", CellKind.Text);
            case JsonTokenType.False:
                return new Cell("false", CellKind.Text);
            case JsonTokenType.Null:
                return Cell.Blank;
            case JsonTokenType.StartArray:
                var texts = new List<string>();
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                    texts.Add(reader.GetString()!);
                return reader.TokenType == JsonTokenType.EndArray ? Bounded(string.Join(',', texts), limits) : null;
            default:
                return null;
        }
    }

    private static Cell Bounded(string text, ReadingLimits limits) =>
        text.Length > limits.CellCharacters ? new Cell("", CellKind.TooLong) : new Cell(text.Trim(), CellKind.Text);
}
