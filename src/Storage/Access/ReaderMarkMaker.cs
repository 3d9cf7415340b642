using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Storage.Sealing;

namespace Grid.Storage.Access;

/// <summary>Makes the marks with the register's key. Reader and month are part of what is hashed, so that no two readers can be compared.</summary>
public sealed class ReaderMarkMaker(RegisterKey key) : IReaderMarks
{
    public ReaderMarks Of(string subject, DateTimeOffset at, PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var month = ChinaTime.DateOf(at).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return new ReaderMarks(
            record.Identity?.Name is { } name ? Hash("surname", subject, month, SurnameOf(name)) : null,
            record.Details?.Address is { } address && HouseOf(address) is { Length: > 0 } house ? Hash("home", subject, month, house) : null
        );
    }

    /// <summary>The first character: most surnames are one, and persons of a compound surname share it.</summary>
    private static string SurnameOf(PersonName name) => Rune.GetRuneAt(name.SearchKey, 0).ToString();

    /// <summary>
    /// An address without blanks, up to its building, or else its house number: flats of one building and spellings of one house are the same.
    /// </summary>
    internal static string HouseOf(string address)
    {
        var text = string.Concat(address.Normalize(NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character)))
            .ToUpperInvariant();
        var end = text.LastIndexOfAny(['栋', '幢', '楼', '弄']);
        if (end <= 0)
            end = text.IndexOf('号', StringComparison.Ordinal);
        return end <= 0 ? text : text[..(end + 1)];
    }

    private long Hash(string kind, string subject, string month, string text) =>
        BinaryPrimitives.ReadInt64BigEndian(key.ReaderMark(Encoding.UTF8.GetBytes($"{kind}\n{month}\n{subject}\n{text}")));
}
