using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// The key of a person's record: 128 bits of a keyed hash of the identity number, made elsewhere. It says nothing about the person and may
/// appear in URLs and logs. Its text is 32 lower-case hexadecimal digits and no other; ordered as its text is.
/// </summary>
[JsonConverter(typeof(PersonIdConverter))]
public readonly record struct PersonId(UInt128 Bits) : IComparable<PersonId>
{
    /// <summary>The length of the text.</summary>
    public const int TextLength = 32;

    /// <summary>The length in bytes.</summary>
    public const int ByteLength = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// Whether it belongs to no person: the platform's outbox has such a key where an item concerns no record (<see cref="NobodyOf"/>). A
    /// hash begins so once in 2^64.
    /// </summary>
    public bool IsNobody => Bits >> 64 == UInt128.Zero;

    /// <summary>An identifier that belongs to no person, another one for each number.</summary>
    public static PersonId NobodyOf(long number) => new((UInt128)(ulong)number);

    /// <summary>From exactly 16 bytes, the most significant first.</summary>
    public static PersonId FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == ByteLength
            ? new PersonId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("A person id has 16 bytes.", nameof(bytes));

    /// <summary>From a UUID whose text, without dashes, is this id's text; PostgreSQL's <c>uuid</c> holds it so.</summary>
    public static PersonId FromGuid(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return FromBytes(bytes);
    }

    /// <summary>Exactly 32 lower-case hexadecimal digits; anything else, upper case too, is none.</summary>
    public static bool TryParse(string? text, out PersonId id)
    {
        id = default;
        if (text is not { Length: TextLength } || text.AsSpan().ContainsAnyExcept(HexDigits))
            return false;

        id = new PersonId(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A person id is 32 lower-case hexadecimal digits.");

    /// <summary>The UUID whose text, without dashes, is this id's text.</summary>
    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>16 bytes, the most significant first.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return bytes;
    }

    public int CompareTo(PersonId other) => Bits.CompareTo(other.Bits);

    public override string ToString() => Bits.ToString("x32", CultureInfo.InvariantCulture);

    public static bool operator <(PersonId left, PersonId right) => left.Bits < right.Bits;

    public static bool operator >(PersonId left, PersonId right) => left.Bits > right.Bits;

    public static bool operator <=(PersonId left, PersonId right) => left.Bits <= right.Bits;

    public static bool operator >=(PersonId left, PersonId right) => left.Bits >= right.Bits;

    private sealed class PersonIdConverter : TextValueConverter<PersonId>
    {
        protected override string? Parse(string text, out PersonId value) =>
            TryParse(text, out value) ? null : "32 lower-case hexadecimal digits are expected";

        protected override string Format(PersonId value) => value.ToString();
    }
}
