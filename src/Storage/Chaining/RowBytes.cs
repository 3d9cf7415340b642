using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Grid.Storage.Chaining;

/// <summary>
/// The bytes of a row that its MAC is made of. Each value names its length, so that no two rows have the same bytes. What PostgreSQL does
/// not keep as it was written is brought into one form: a document's members are sorted, a moment is cut to microseconds.
/// </summary>
internal sealed class RowBytes
{
    /// <summary>A buffer that has grown beyond it is not kept.</summary>
    private const int MostKept = 256 * 1024;

    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, byte[]> Remembered = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static RowBytes? kept;

    /// <summary>Members of the objects that are being written: an object's follow those of the objects around it.</summary>
    private readonly List<Member> members = [];

    private byte[] buffer = new byte[4096];
    private int written;

    private RowBytes() { }

    /// <summary>
    /// Begins a row in this thread's buffer, which a MAC for each row of each commit would otherwise allocate. It is this thread's until
    /// <see cref="Written"/> was used: one row at a time.
    /// </summary>
    public static RowBytes Begin()
    {
        var row = kept is { buffer.Length: <= MostKept } known ? known : kept = new RowBytes();
        row.written = 0;
        row.members.Clear();
        return row;
    }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, written);

    /// <summary>Microseconds since 1970, as PostgreSQL keeps a moment.</summary>
    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public RowBytes Number(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Next(8), value);
        return this;
    }

    public RowBytes Id(Guid value)
    {
        value.TryWriteBytes(Next(16), bigEndian: true, out _);
        return this;
    }

    public RowBytes Moment(DateTimeOffset value) => Number(Microseconds(value));

    public RowBytes Day(DateOnly value) => Number(value.DayNumber);

    /// <summary>Null is not the empty text.</summary>
    public RowBytes Text(string? value)
    {
        if (value is null)
            return Length(-1);
        var length = Encoding.UTF8.GetByteCount(value);
        Length(length);
        Encoding.UTF8.GetBytes(value, Next(length));
        return this;
    }

    /// <summary>Null is not the empty value.</summary>
    public RowBytes Bytes(ReadOnlySpan<byte> value, bool isNull = false)
    {
        if (isNull)
            return Length(-1);
        Length(value.Length);
        value.CopyTo(Next(value.Length));
        return this;
    }

    /// <summary>A document as it was serialised, or as PostgreSQL returns it from <c>jsonb</c>.</summary>
    public RowBytes Json(string? value)
    {
        if (value is null)
            return Length(-1);
        Length(0);
        Read(value, only: null);
        return this;
    }

    /// <summary>
    /// The same as <see cref="Json"/>, for documents of which there are few: what they become is remembered. The register's rows have at most
    /// as many statistical statuses as its counts have cells.
    /// </summary>
    public RowBytes FewJson(string? value)
    {
        if (value is null)
            return Length(-1);
        if (!Remembered.TryGetValue(value, out var known))
        {
            var begin = written;
            Json(value);
            if (Remembered.Count >= MostRemembered)
                Remembered.Clear();
            Remembered.TryAdd(value, Written[begin..].ToArray());
            return this;
        }

        known.CopyTo(Next(known.Length));
        return this;
    }

    /// <summary>Members of the root that are not on the list, and members without a value, are left out.</summary>
    public RowBytes JsonMembers(string value, IReadOnlyCollection<string> names)
    {
        Read(value, names);
        return this;
    }

    private RowBytes Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Next(4), length);
        return this;
    }

    private void Mark(char kind) => Next(1)[0] = (byte)kind;

    /// <summary>The next bytes of the row, to be filled.</summary>
    private Span<byte> Next(int length)
    {
        if (buffer.Length - written < length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, written + length));
        written += length;
        return buffer.AsSpan(written - length, length);
    }

    /// <summary>Writes a document as it is read, without a tree of it: there is one for each event that is committed.</summary>
    private void Read(string document, IReadOnlyCollection<string>? only)
    {
        var text = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(document.Length));
        try
        {
            var reader = new Utf8JsonReader(text.AsSpan(0, Encoding.UTF8.GetBytes(document, text)));
            reader.Read();
            if (only is null)
                Value(ref reader);
            else if (reader.TokenType == JsonTokenType.StartObject)
                Members(ref reader, only);
            else
                throw new JsonException("The document is not an object.");
            reader.Read(); // Throws if anything follows.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Mark('o');
                Object(ref reader);
                break;
            case JsonTokenType.StartArray:
                Mark('a');
                Items(ref reader);
                break;
            case JsonTokenType.String:
                Mark('s');
                Unescaped(ref reader);
                break;
            case JsonTokenType.Number:
                Mark('d');
                Number(ref reader);
                break;
            default:
                Mark(
                    reader.TokenType switch
                    {
                        JsonTokenType.True => 't',
                        JsonTokenType.False => 'f',
                        _ => 'n',
                    }
                );
                break;
        }
    }

    private void Items(ref Utf8JsonReader reader)
    {
        var place = Reserve();
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            Value(ref reader);
        Fill(place, count);
    }

    private void Object(ref Utf8JsonReader reader)
    {
        var place = Reserve();
        Fill(place, Members(ref reader, only: null));
    }

    /// <summary>Writes members in the order of their names, whatever order they come in, and returns how many.</summary>
    private int Members(ref Utf8JsonReader reader, IReadOnlyCollection<string>? only)
    {
        var (first, start, isOrdered) = (members.Count, written, true);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var begin = written;
            Unescaped(ref reader);
            var (name, isLeftOut) = (written, only?.Contains(Encoding.UTF8.GetString(Written[(begin + 4)..])) == false);
            reader.Read();
            if (isLeftOut || (only is not null && reader.TokenType == JsonTokenType.Null))
            {
                reader.Skip();
                written = begin;
                continue;
            }

            Value(ref reader);
            members.Add(new Member(begin, name, written));
            isOrdered = isOrdered && (members.Count - first < 2 || Compare(members[^2], members[^1]) <= 0);
        }

        var count = members.Count - first;
        if (!isOrdered)
            Order(CollectionsMarshal.AsSpan(members)[first..], start);
        members.RemoveRange(first, count);
        return count;
    }

    /// <summary>By insertion, for an object has few members.</summary>
    private void Order(Span<Member> unordered, int start)
    {
        for (var i = 1; i < unordered.Length; i++)
        {
            var member = unordered[i];
            var place = i;
            for (; place > 0 && Compare(unordered[place - 1], member) > 0; place--)
                unordered[place] = unordered[place - 1];
            unordered[place] = member;
        }

        var length = written - start;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(start, length).CopyTo(copy);
        var at = start;
        foreach (var member in unordered)
        {
            copy.AsSpan(member.Begin - start, member.End - member.Begin).CopyTo(buffer.AsSpan(at));
            at += member.End - member.Begin;
        }

        ArrayPool<byte>.Shared.Return(copy);
    }

    /// <summary>Of names in ASCII the bytes have the order of the characters; others may not.</summary>
    private int Compare(Member one, Member other)
    {
        var left = Name(one);
        var right = Name(other);
        return Ascii.IsValid(left) && Ascii.IsValid(right)
            ? left.SequenceCompareTo(right)
            : string.CompareOrdinal(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right));
    }

    private ReadOnlySpan<byte> Name(Member member) => buffer.AsSpan(member.Begin + 4, member.Name - member.Begin - 4);

    private int Reserve()
    {
        Length(0);
        return written - 4;
    }

    private void Fill(int place, int count) => BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(place), count);

    private void Unescaped(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            Text(reader.GetString());
        else
            Bytes(reader.ValueSpan);
    }

    /// <summary><c>jsonb</c> keeps trailing zeros and drops exponents.</summary>
    private void Number(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.ContainsAny((byte)'e', (byte)'E'))
            Text(reader.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture));
        else
            Bytes(reader.ValueSpan);
    }

    /// <summary>A member in the buffer.</summary>
    /// <param name="Begin">Where its name's length begins.</param>
    /// <param name="Name">Where its name ends, and its value begins.</param>
    /// <param name="End">Where its value ends.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Member(int Begin, int Name, int End);
}
