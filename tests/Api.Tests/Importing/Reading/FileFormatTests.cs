using System.Text;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>What clerks send under the name of a table.</summary>
public sealed class FileFormatTests
{
    public static TheoryData<string, byte[]> Others =>
        new()
        {
            { "markup", "<html><table><tr><td>证件号码</td></tr></table></html>"u8.ToArray() },
            { "markup", [0xEF, 0xBB, 0xBF, .. "\r\n<?xml version=\"1.0\"?><Workbook/>"u8] },
            { "markup", Encoding.Unicode.GetBytes("<html><table><tr><td>1</td></tr></table></html>") },
            { "jsonArray", "[{\"name\":\"a\"}]"u8.ToArray() },
            { "notATable", "%PDF-1.7"u8.ToArray() },
            { "notATable", "{\\rtf1\\ansi"u8.ToArray() },
            { "notATable", [0x1F, 0x8B, 8, 0, 0] },
            { "notATable", "Rar!\x1a\x07"u8.ToArray() },
            { "oldWorkbook", Compound("Workbook") },
            { "encrypted", Compound("EncryptedPackage") },
            { "noHeader", [1, 2, 3, 0, 5, 6, 0, 8, 9] },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Other_files_are_named(string code, byte[] content)
    {
        var row = Assert.Single(await Files.ReadAsync(content));
        Assert.Equal(code, Assert.Single(row.Faults).Code);
        Assert.True(row.EndsFile);
        Assert.Equal(0, row.Row);
    }

    private static byte[] Compound(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000], .. Encoding.Unicode.GetBytes(stream), .. new byte[100]];
}
