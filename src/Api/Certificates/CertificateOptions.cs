using System.ComponentModel.DataAnnotations;

namespace Grid.Api.Certificates;

/// <summary>Certificates of registrations: section <c>Grid:Certificates</c>.</summary>
public sealed class CertificateOptions
{
    public const string Section = "Grid:Certificates";

    /// <summary>
    /// Where the public reaches the register, as in <c>https://example.org</c>: the QR code leads there. Without it, the address under which
    /// the certificate was asked for.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>A TrueType font with Chinese characters, which is embedded in the certificates.</summary>
    [Required]
    public string ChineseFont { get; set; } = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf";

    /// <summary>A TrueType font for what is not Chinese.</summary>
    [Required]
    public string LatinFont { get; set; } = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
}
