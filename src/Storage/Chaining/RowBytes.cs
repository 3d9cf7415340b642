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

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    private RowBytes() { }

    /// <summary>
    /// Begins a row in this thread's buffer, which a MAC for each row of each commit would otherwise allocate. It is this thread's until
    /// <see cref="Written"/> was used: one row at a time.
    /// </summary>
    public static RowBytes Begin()
    {
        var row = kept is { buffer.Capacity: <= MostKept } known ? known : kept = new RowBytes();
        row.buffer.ResetWrittenCount();
        return row;
    }

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Microseconds since 1970, as PostgreSQL keeps a moment.</summary>
    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public RowBytes Number(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
        return this;
    }

    public RowBytes Id(Guid value)
    {
        value.TryWriteBytes(buffer.GetSpan(16), bigEndian: true, out _);
        buffer.Advance(16);
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
        Encoding.UTF8.GetBytes(value, buffer.GetSpan(length));
        buffer.Advance(length);
        return this;
    }

    /// <summary>Null is not the empty value.</summary>
    public RowBytes Bytes(ReadOnlySpan<byte> value, bool isNull = false)
    {
        if (isNull)
            return Length(-1);
        Length(value.Length);
        buffer.Write(value);
        return this;
    }

    /// <summary>A document as it was serialised, or as PostgreSQL returns it from <c>jsonb</c>.</summary>
    public RowBytes Json(string? value)
    {
        if (value is null)
            return Length(-1);
        using var document = JsonDocument.Parse(value);
        Length(0);
        Element(document.RootElement);
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
            var begin = buffer.WrittenCount;
            Json(value);
            if (Remembered.Count >= MostRemembered)
                Remembered.Clear();
            Remembered.TryAdd(value, buffer.WrittenSpan[begin..].ToArray());
            return this;
        }

        buffer.Write(known);
        return this;
    }

    /// <summary>Members of the root that are not on the list, and members without a value, are left out.</summary>
    public RowBytes JsonMembers(string value, IReadOnlyCollection<string> members)
    {
        using var document = JsonDocument.Parse(value);
        foreach (var name in members.Order(StringComparer.Ordinal))
        {
            if (!document.RootElement.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
                continue;
            Text(name);
            Element(member);
        }

        return this;
    }

    private RowBytes Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), length);
        buffer.Advance(4);
        return this;
    }

    private void Mark(char kind)
    {
        buffer.GetSpan(1)[0] = (byte)kind;
        buffer.Advance(1);
    }

    private void Element(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Members(element);
                break;
            case JsonValueKind.Array:
                Mark('a');
                Length(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                    Element(item);
                break;
            case JsonValueKind.String:
                Mark('s');
                var quoted = JsonMarshal.GetRawUtf8Value(element);
                if (IsPlain(quoted))
                    Bytes(quoted[1..^1]);
                else
                    Text(element.GetString());
                break;
            case JsonValueKind.Number:
                Mark('d');
                Number(element);
                break;
            default:
                Mark(
                    element.ValueKind switch
                    {
                        JsonValueKind.True => 't',
                        JsonValueKind.False => 'f',
                        _ => 'n',
                    }
                );
                break;
        }
    }

    private void Members(JsonElement element)
    {
        var count = element.GetPropertyCount();
        Mark('o');
        Length(count);
        if (count == 0)
            return;
        var members = ArrayPool<JsonProperty>.Shared.Rent(count);
        var place = 0;
        foreach (var member in element.EnumerateObject())
            members[place++] = member;
        members.AsSpan(0, count).Sort(static (one, other) => Compare(one, other));
        for (var i = 0; i < count; i++)
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(members[i]);
            if (IsPlain(name))
                Bytes(name);
            else
                Text(members[i].Name);
            Element(members[i].Value);
        }

        ArrayPool<JsonProperty>.Shared.Return(members, clearArray: true);
    }

    /// <summary>Of names in ASCII the bytes have the order of the characters; others may not.</summary>
    private static int Compare(JsonProperty one, JsonProperty other)
    {
        var left = JsonMarshal.GetRawUtf8PropertyName(one);
        var right = JsonMarshal.GetRawUtf8PropertyName(other);
        return IsPlain(left) && IsPlain(right) && Ascii.IsValid(left) && Ascii.IsValid(right)
            ? left.SequenceCompareTo(right)
            : string.CompareOrdinal(one.Name, other.Name);
    }

    /// <summary>Nothing is escaped: the bytes in the document are those of the text.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.Contains((byte)'\\');

    /// <summary><c>jsonb</c> keeps trailing zeros and drops exponents.</summary>
    private void Number(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        if (raw.ContainsAny((byte)'e', (byte)'E'))
            Text(number.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture));
        else
            Bytes(raw);
    }
}
