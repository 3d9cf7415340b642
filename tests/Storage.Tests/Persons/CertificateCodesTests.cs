using Grid.Domain.Persons;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;

namespace Grid.Storage.Tests.Persons;

/// <summary>Codes of certificates: papers that are out there have them, so they never change; and each letter of one counts.</summary>
public sealed class CertificateCodesTests
{
    private readonly CertificateCodes codes = new(new RegisterKey(KeyedHash.HmacSha256, new byte[KeyedHashes.Bytes]));

    private static CertificateNumber Number(string text)
    {
        Assert.True(CertificateNumber.TryParse(text, out var number));
        return number;
    }

    /// <summary>Computed apart from this code: HMAC-SHA-256 of the number, under that of the label, its first 80 bits in base 32.</summary>
    [Fact]
    public void The_code_of_a_number_never_changes() => Assert.Equal("RFC41NJXJG2B276H", codes.CodeOf(Number("36010220261200000018-01")));

    [Fact]
    public void How_it_is_typed_does_not_matter_and_each_letter_does()
    {
        var number = Number("36010220261200000018-01");
        Assert.True(codes.Fits(number, "rfc4-1njx jg2b-276h"));
        for (var i = 0; i < 16; i++)
        {
            var wrong = "RFC41NJXJG2B276H".ToCharArray();
            wrong[i] = wrong[i] == '0' ? '1' : '0';
            Assert.False(codes.Fits(number, new string(wrong)));
        }

        Assert.False(codes.Fits(number, "RFC41NJXJG2B276"));
        Assert.False(codes.Fits(number, ""));
        Assert.False(codes.Fits(Number("36010220261200000018-02"), "RFC41NJXJG2B276H"));
    }
}
