using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Grid.Api.Reports.Forms;

/// <summary>Fonts, borders and number formats of the workbook.</summary>
internal static class XlsxStyles
{
    private const uint Thousands = 3;
    private const uint TwoDecimals = 2;
    private const uint SignedThousands = 164;
    private const uint SignedTwoDecimals = 165;

    /// <summary>Text, whatever it looks like: an office program neither calculates it nor makes a number of it when somebody edits the cell.</summary>
    private const uint AsText = 49;

    /// <summary>In the order of <see cref="XlsxStyle"/>.</summary>
    public static Stylesheet Create() =>
        new(
            new NumberingFormats(
                new NumberingFormat { NumberFormatId = SignedThousands, FormatCode = "+#,##0;-#,##0;0" },
                new NumberingFormat { NumberFormatId = SignedTwoDecimals, FormatCode = "+0.00;-0.00;0.00" }
            ),
            new Fonts(Font(11), Font(16, bold: true), Font(11, bold: true)),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE7EDF5" }) { PatternType = PatternValues.Solid })
            ),
            new Borders(
                new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
                new Border(
                    new LeftBorder { Style = BorderStyleValues.Thin },
                    new RightBorder { Style = BorderStyleValues.Thin },
                    new TopBorder { Style = BorderStyleValues.Thin },
                    new BottomBorder { Style = BorderStyleValues.Thin },
                    new DiagonalBorder()
                )
            ),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                Format(),
                Format(font: 1, center: true),
                Format(font: 2),
                Format(font: 2, fill: 2, border: 1, center: true),
                Format(font: 2, fill: 2, border: 1),
                Format(border: 1),
                Format(border: 1, number: Thousands),
                Format(border: 1, number: TwoDecimals),
                Format(border: 1, number: SignedThousands),
                Format(border: 1, number: SignedTwoDecimals),
                Format(border: 1, number: AsText)
            )
        );

    private static Font Font(double size, bool bold = false)
    {
        var font = new Font();
        if (bold)
            font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = "SimSun" });
        return font;
    }

    private static CellFormat Format(uint font = 0, uint fill = 0, uint border = 0, uint number = 0, bool center = false)
    {
        var format = new CellFormat
        {
            FontId = font,
            FillId = fill,
            BorderId = border,
            NumberFormatId = number,
            ApplyFont = font > 0,
            ApplyFill = fill > 0,
            ApplyBorder = border > 0,
            ApplyNumberFormat = number > 0,
        };
        if (center)
        {
            format.ApplyAlignment = true;
            format.Append(
                new Alignment
                {
                    Horizontal = HorizontalAlignmentValues.Center,
                    Vertical = VerticalAlignmentValues.Center,
                    WrapText = true,
                }
            );
        }

        return format;
    }
}

/// <summary>How a cell of the workbook looks; the number is its place in <see cref="XlsxStyles"/>.</summary>
internal enum XlsxStyle : uint
{
    Plain = 0,
    Title = 1,
    Label = 2,
    Header = 3,
    Section = 4,
    Text = 5,
    Persons = 6,
    Percent = 7,
    PersonsChange = 8,
    PercentChange = 9,

    /// <summary>What was typed by people: never a formula, a number or a date, also when the cell is edited.</summary>
    Typed = 10,
}
