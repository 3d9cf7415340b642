using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// The code on a certificate (校验码), without which a check says nothing: a keyed hash of its number under the register's key. It is stored
/// nowhere, so that neither a number nor a dump of the database gives it away.
/// </summary>
public interface ICertificateCodes
{
    /// <summary>The code of a certificate: 16 digits and letters without I, L, O and U, 80 bits.</summary>
    string CodeOf(CertificateNumber number);

    /// <summary>
    /// Whether a code is that of the certificate; blanks and hyphens do not matter, nor do small letters. Takes as long for each wrong one.
    /// </summary>
    bool Fits(CertificateNumber number, string code);
}
