using System.Collections.Frozen;
using Grid.Api.Importing.Reading;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing;

/// <summary>The text of each thing that is wrong with a row: found while the file was read, among its rows, or by the rules.</summary>
internal static class ImportTexts
{
    private static readonly FrozenDictionary<string, Words> AmongRows = new Dictionary<string, Words>(StringComparer.Ordinal)
    {
        ["repeatedInFile"] = new("文件中已有同样的内容,见下列行", "The file says the same already, in the row below"),
        ["contradictsFile"] = new("文件中同一证件号码有不同姓名,见下列行", "The file has this number with another name, in the rows below"),
        ["tooManyRowsOfPerson"] = new("同一证件号码的行数过多,号码可能有误", "Too many rows have this number: it may be wrong"),
        ["otherRowOfPerson"] = new(
            "此人的另一行有误,一并未导入;更正后重新导入即可",
            "Another row of this person is wrong, so none was imported; correct it and import again"
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RefusalCode> Refusals = Enum.GetValues<RefusalCode>()
        .ToFrozenDictionary(EnumName.Of, StringComparer.Ordinal);

    public static string Of(ImportRowFault fault, Language language)
    {
        var words = AmongRows.GetValueOrDefault(fault.Code)
            ?? (
                ImportFaultTexts.IsKnown(fault.Code) || !Refusals.TryGetValue(fault.Code, out var refusal)
                    ? ImportFaultTexts.TextOf(new ImportFault(fault.Row, fault.Field, fault.Code) { Allowed = fault.Allowed })
                    : ProblemCatalogue.Of(refusal).Title
            );
        var rows = AmongRows.ContainsKey(fault.Code) && fault.Allowed.Count > 0 ? string.Join(", ", fault.Allowed) : null;
        return rows is null ? words.In(language) : $"{words.In(language)}: {rows}";
    }
}
