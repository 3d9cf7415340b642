using System.Reflection;
using System.Text;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>The report of an import.</summary>
public sealed class ImportReportTests
{
    private static async Task<string> WriteAsync(Language language, Func<ImportReport, Task> write)
    {
        using var bytes = new MemoryStream();
        await using (var report = await ImportReport.BeginAsync(bytes, FileKind.Registrations, language, CancellationToken.None))
            await write(report);
        var content = bytes.ToArray();
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), content[..3]);
        return Encoding.UTF8.GetString(content[3..]);
    }

    [Fact]
    public async Task Each_fault_is_a_line_in_the_caller_s_language_without_the_value()
    {
        string[] person = Files.Person(1);
        (person[0], person[6]) = ("369999198506120019999", "保密的内容");
        var rows = await Files.ReadAsync(Files.Csv([.. Files.Header, "联系电话"], [.. person, "=cmd"]));
        var text = await WriteAsync(Language.Chinese, async report =>
        {
            foreach (var fault in rows.SelectMany(row => row.Faults))
                await report.WriteAsync(fault, TestContext.Current.CancellationToken);
        });
        Assert.StartsWith("行号,列,字段,列名,结果,代码,说明\r\n", text, StringComparison.Ordinal);
        Assert.Contains("2,A,identityNumber,证件号码,不导入,badLength,", text, StringComparison.Ordinal);
        Assert.Contains("2,G,ground,登记地依据,不导入,notMapped,", text, StringComparison.Ordinal);
        Assert.Contains("2,H,telephone,联系电话,提示,formulaWithoutValue,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("保密", text, StringComparison.Ordinal);
        Assert.DoesNotContain("369999", text, StringComparison.Ordinal);
        Assert.DoesNotContain("=cmd", text, StringComparison.Ordinal);

        text = await WriteAsync(Language.English, report =>
            report.WriteAsync(rows[0].Faults[0], TestContext.Current.CancellationToken).AsTask()
        );
        Assert.Contains(
            "2,A,identityNumber,Identity number,Rejected,badLength,The number of characters is wrong",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_template_is_a_file_whose_header_is_understood()
    {
        foreach (var kind in Enum.GetValues<FileKind>())
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var template = ImportTemplate.Write(kind, language);
                var file = new ImportFile(Files.Stream(template), kind, Files.Current);
                await foreach (var row in file.RowsAsync(TestContext.Current.CancellationToken))
                    Assert.Fail($"{kind}: {string.Join(' ', new[] { row }.Faults())}");
                Assert.Equal(ImportColumns.Of(kind).Select(column => column.Field), file.Summary.Columns.Select(column => column.Field));
            }
        }
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3")]
    public async Task Nothing_becomes_a_formula(string text)
    {
        var report = await WriteAsync(Language.Chinese, one =>
            one.WriteAsync(1, text, text, rejects: true, text, text, TestContext.Current.CancellationToken).AsTask()
        );
        foreach (var field in report.Split("\r\n")[1].Split(',').Where(field => field.Length > 0))
            Assert.DoesNotContain(field.Trim('"')[0], "=+-@");
    }

    [Fact]
    public void Every_code_has_texts_in_both_languages()
    {
        var codes = typeof(ImportFaultCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();
        Assert.NotEmpty(codes);
        Assert.Equal(codes.Order(StringComparer.Ordinal), ImportFaultTexts.All);
        foreach (
            var code in (IEnumerable<string>)
                [
                    .. codes,
                    .. Names<IdentityNumberError>(),
                    .. Names<PersonNameError>(),
                    .. Names<TelephoneNumberError>(),
                    .. Names<SocialCreditCodeError>(),
                    .. Names<NumberError>(),
                ]
        )
        {
            Assert.True(ImportFaultTexts.IsKnown(code), code);
            var fault = new ImportFault(1, null, code);
            Assert.NotEmpty(fault.Text(Language.English));
            Assert.NotEqual(fault.Text(Language.English), fault.Text(Language.Chinese));
        }
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Convert.ToInt32(value) != 0).Select(EnumName.Of);
}
