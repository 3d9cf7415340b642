using System.Globalization;
using System.Text;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Microsoft.Extensions.Options;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using QRCoder;

namespace Grid.Api.Certificates;

/// <summary>What a certificate says.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Code">Its code.</param>
/// <param name="Person">Whose registration.</param>
/// <param name="Registration">The registration.</param>
/// <param name="Office">Name of the office that holds it.</param>
/// <param name="IssuedOn">The day of issue.</param>
/// <param name="Check">Where its QR code leads.</param>
internal sealed record CertificateText(
    CertificateNumber Number,
    string Code,
    PersonIdentity Person,
    Registration Registration,
    string Office,
    DateOnly IssuedOn,
    Uri Check
) : Domain.Discreet;

/// <summary>
/// The certificate of a registration (失业登记凭证) as a PDF of one page: what the register says, its code, and the QR code of the public
/// check. It says nothing of reasons, health or benefits. Its fonts are embedded; it is made in memory.
/// </summary>
internal sealed class CertificateDocument(IOptions<CertificateOptions> options)
{
    public const string ContentType = "application/pdf";

    private const string Chinese = "Chinese";
    private const string Latin = "Latin";

    /// <summary>The first character that the Chinese font has to draw: those before it are letters, digits and punctuation.</summary>
    private const int FirstChinese = 0x2E80;

    /// <summary>In points, 72 to an inch.</summary>
    private const double Left = 80;

    private const double Values = 210;

    /// <summary>The library keeps fonts for the whole process and does not say that it may be used by several threads.</summary>
    private static readonly Lock Gate = new();

    /// <summary>The page.</summary>
    /// <exception cref="ProblemException">A font is not there.</exception>
    public byte[] Write(CertificateText text)
    {
        if (!File.Exists(options.Value.ChineseFont) || !File.Exists(options.Value.LatinFont))
            throw new Problem(ProblemCatalogue.CertificateFontsMissing).AsException();
        lock (Gate)
        {
            GlobalFontSettings.FontResolver ??= new FontFiles(options.Value);
            using var document = new PdfDocument();
            document.Info.Title = "失业登记凭证";
            document.Info.CreationDate = text.IssuedOn.ToDateTime(TimeOnly.MinValue);
            var page = document.AddPage();
            page.Size = PageSize.A4;
            using (var graphics = XGraphics.FromPdfPage(page))
                Draw(graphics, text);
            using var bytes = new MemoryStream();
            document.Save(bytes);
            return bytes.ToArray();
        }
    }

    private static void Draw(XGraphics page, CertificateText text)
    {
        Centred(page, "失业登记凭证", 26, 100);
        Centred(page, "Certificate of unemployment registration", 11, 122);
        page.DrawLine(new XPen(XColors.Black, 0.8), Left, 140, page.PageSize.Width - Left, 140);
        var y = 175.0;
        foreach (var (zh, en, value) in Rows(text))
        {
            Text(page, zh, 12, Left, y);
            Text(page, en, 7, Left, y + 11);
            Text(page, value, 13, Values, y);
            y += 38;
        }

        Code(page, text.Check, Left, y, 130);
        var lines = new (string Text, double Size, double Below)[]
        {
            ("扫描二维码,或在公共查询页面输入凭证编号和校验码,", 9, 30),
            ("可查询本凭证当前是否有效。", 9, 43),
            ("Scan the code, or enter number and code on the public page,", 7, 57),
            ("to see whether it is valid today.", 7, 67),
            ("办理失业登记及相关业务不要求提供本凭证。", 9, 92),
            ("No office may ask for this certificate.", 7, 106),
        };
        foreach (var (line, size, below) in lines)
            Text(page, line, size, Left + 150, y + below);
    }

    private static IEnumerable<(string Zh, string En, string Value)> Rows(CertificateText text) =>
        [
            ("姓名", "Name", text.Person.Name.Value),
            ("证件号码", "Identity number", text.Person.Number.Value),
            ("失业登记号", "Registration", text.Registration.Number.Value),
            ("登记日期", "Registered on", Day(text.Registration.RegisteredOn)),
            ("登记机构", "Office", text.Office),
            ("签发日期", "Issued on", Day(text.IssuedOn)),
            ("凭证编号", "Certificate", text.Number.ToString()),
            ("校验码", "Code", string.Join('-', text.Code.Chunk(4).Select(part => new string(part)))),
        ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Centred(XGraphics page, string text, double size, double y) =>
        Text(page, text, size, (page.PageSize.Width - Parts(page, text, size).Sum(part => part.Width)) / 2, y);

    private static void Text(XGraphics page, string text, double size, double x, double y)
    {
        foreach (var (part, font, width) in Parts(page, text, size))
        {
            page.DrawString(part, font, XBrushes.Black, new XPoint(x, y));
            x += width;
        }
    }

    /// <summary>The text in parts of one font each: none of the fonts has all characters.</summary>
    private static List<(string Text, XFont Font, double Width)> Parts(XGraphics page, string text, double size)
    {
        var parts = new List<(string, XFont, double)>();
        var runes = text.EnumerateRunes().ToList();
        for (var begin = 0; begin < runes.Count; )
        {
            var isChinese = runes[begin].Value >= FirstChinese;
            var end = runes.FindIndex(begin, rune => rune.Value >= FirstChinese != isChinese);
            end = end < 0 ? runes.Count : end;
            var part = string.Concat(runes[begin..end]);
            var font = new XFont(isChinese ? Chinese : Latin, size, XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEncoding.Unicode));
            parts.Add((part, font, page.MeasureString(part, font).Width));
            begin = end;
        }

        return parts;
    }

    private static void Code(XGraphics page, Uri address, double x, double y, double size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var one = size / modules.Count;
        foreach (var (row, line) in modules.Index())
        {
            for (var column = 0; column < line.Length; column++)
            {
                // A little larger than it is: no viewer leaves a gap between two.
                if (line[column])
                    page.DrawRectangle(XBrushes.Black, x + (column * one), y + (row * one), one + 0.05, one + 0.05);
            }
        }
    }

    private sealed class FontFiles(CertificateOptions options) : IFontResolver
    {
        public byte[] GetFont(string faceName) => File.ReadAllBytes(faceName == Chinese ? options.ChineseFont : options.LatinFont);

        public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName == Chinese ? Chinese : Latin);
    }
}
