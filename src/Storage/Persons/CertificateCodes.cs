using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons;

/// <inheritdoc />
public sealed class CertificateCodes(RegisterKey key) : ICertificateCodes
{
    private const int Letters = 16;

    /// <summary>Crockford's: none of its letters is taken for another or for a digit.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public string CodeOf(CertificateNumber number)
    {
        ArgumentNullException.ThrowIfNull(number);
        Span<byte> hash = stackalloc byte[KeyedHashes.Bytes];
        key.CertificateHash(number.ToString(), hash);
        Span<char> code = stackalloc char[Letters];
        for (var i = 0; i < Letters; i++)
            code[i] = Alphabet[Bits(hash, i * 5)];
        return new string(code);
    }

    public bool Fits(CertificateNumber number, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var given = new string([.. code.Where(one => one is not (' ' or '-')).Select(char.ToUpperInvariant)]);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(number)), Encoding.UTF8.GetBytes(given));
    }

    /// <summary>Five bits from this one on.</summary>
    private static int Bits(ReadOnlySpan<byte> hash, int first)
    {
        var two = (hash[first / 8] << 8) | hash[(first / 8) + 1];
        return (two >> (11 - (first % 8))) & 31;
    }
}
