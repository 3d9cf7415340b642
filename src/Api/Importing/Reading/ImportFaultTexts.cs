using System.Collections.Frozen;
using Grid.Api.Problems;

namespace Grid.Api.Importing.Reading;

/// <summary>
/// Why a file, a row or a value was not understood: the codes and their texts. Values that the domain or the API judges (numbers, names,
/// telephones) have the codes of <see cref="FieldCodes"/>.
/// </summary>
internal static class ImportFaultTexts
{
    /// <summary>More allowed codes than these are not listed in a text.</summary>
    private const int MostAllowed = 60;

    private static readonly FrozenDictionary<string, Words> Texts = new Dictionary<string, Words>(StringComparer.Ordinal)
    {
        [ImportFaultCodes.EmptyFile] = new("文件中没有数据", "There is no data in the file"),
        [ImportFaultCodes.NotATable] = new(
            "无法识别文件格式。可导入:CSV、XLSX、NDJSON(每行一个 JSON 对象)",
            "The format is not known. CSV, XLSX and NDJSON (one JSON object a line) are read"
        ),
        [ImportFaultCodes.Markup] = new(
            "这是网页或 XML 文件(可能以 .xls 为扩展名)。请用表格软件打开后另存为 XLSX",
            "This is a web page or an XML file, perhaps under the name .xls. Open it in an office program and save it as XLSX"
        ),
        [ImportFaultCodes.OldWorkbook] = new(
            "这是旧格式的工作簿(XLS)或设有密码的文件。请取消密码并另存为 XLSX",
            "This is a workbook of the old format (XLS), or one with a password. Remove the password and save it as XLSX"
        ),
        [ImportFaultCodes.Encrypted] = new(
            "文件设有密码,无法读取。请取消密码后重新上传",
            "The file is protected by a password. Remove it and upload the file again"
        ),
        [ImportFaultCodes.OtherWorkbook] = new(
            "压缩包中不是 XLSX 工作簿(例如 ODS、XLSB 或其他文件)。请另存为 XLSX",
            "The archive is no XLSX workbook (but ODS, XLSB or something else). Save it as XLSX"
        ),
        [ImportFaultCodes.JsonArray] = new(
            "这是一个 JSON 数组。请改为 NDJSON:每行一个对象,行间没有逗号和方括号",
            "This is one JSON array. NDJSON has one object a line, without brackets and commas between them"
        ),
        [ImportFaultCodes.CutOff] = new(
            "文件不完整,可能上传中断。请重新上传",
            "The file is cut off, perhaps by a broken upload. Upload it again"
        ),
        [ImportFaultCodes.MalformedWorkbook] = new(
            "工作簿已损坏,无法读取。请用表格软件打开并另存",
            "The workbook is damaged. Open it in an office program and save it again"
        ),
        [ImportFaultCodes.TooLarge] = new(
            "工作簿过大。请改用 CSV,或拆分成几个文件",
            "The workbook is too large. Use CSV, or split it into several files"
        ),
        [ImportFaultCodes.UnpacksTooLarge] = new(
            "工作簿解压后过大,不予读取。请改用 CSV",
            "The workbook becomes too large when it is unpacked, and is not read. Use CSV"
        ),
        [ImportFaultCodes.TooManyRows] = new("行数过多。请拆分成几个文件", "There are too many rows. Split the file"),
        [ImportFaultCodes.TooManyMergedCells] = new("合并单元格过多,不予读取", "There are too many merged cells"),
        [ImportFaultCodes.OnlyHiddenSheets] = new(
            "没有可见的工作表。隐藏的工作表不读取,请取消隐藏",
            "No sheet is visible. Hidden sheets are not read: unhide the one that is meant"
        ),
        [ImportFaultCodes.SeveralSheets] = new(
            "有几张可见的工作表都有表头。每个文件只导入一张:请删除或隐藏其他工作表",
            "Several visible sheets have a header. One sheet of a file is imported: delete or hide the others"
        ),
        [ImportFaultCodes.NoHeader] = new(
            "前几行中找不到表头。表头应含有该类数据的列名",
            "No header was found in the first rows. A header holds the names of the columns of this kind"
        ),
        [ImportFaultCodes.TwoHeaderRows] = new(
            "表头有两行。请只保留一行表头,每列一个列名",
            "The header has two rows. Keep one, with one name for each column"
        ),
        [ImportFaultCodes.RepeatedHeader] = new("有两列的表头含义相同", "Two columns have the same meaning"),
        [ImportFaultCodes.UnknownHeader] = new(
            "不认识该列的表头。请改为规定的列名,或在映射表中说明其含义或忽略它",
            "The header of this column is not known. Use the name of a column, or say in the mapping table what it is or that it is ignored"
        ),
        [ImportFaultCodes.MissingHeader] = new("缺少必需的列", "A required column is missing"),
        [ImportFaultCodes.TooManyColumns] = new("列数过多", "There are too many columns"),
        [ImportFaultCodes.RecordTooLong] = new(
            "该行过长,可能缺少右引号。该行及以后的内容未读取",
            "The row is too long; perhaps a closing quotation mark is missing. This row and what follows were not read"
        ),
        [ImportFaultCodes.CellCount] = new(
            "该行的单元格数与表头不一致,可能缺少引号,或文件在此中断",
            "The row has another number of cells than the header: quotation marks are missing, or the file is cut off here"
        ),
        [ImportFaultCodes.ValueWithoutHeader] = new("该列有内容但没有表头", "There is a value in a column without a header"),
        [ImportFaultCodes.UnclosedQuote] = new("引号没有闭合,文件可能不完整", "A quotation mark is not closed: the file may be cut off"),
        [ImportFaultCodes.StrayQuote] = new("引号的位置不对", "A quotation mark is misplaced"),
        [ImportFaultCodes.MalformedJson] = new("该行不是完整的 JSON 对象", "The line is no complete JSON object"),
        [ImportFaultCodes.UnknownMember] = new("该行含有未知的项", "The object has a member that is not known"),
        [ImportFaultCodes.ErrorValue] = new("单元格是错误值(如 #N/A)", "The cell holds an error, such as #N/A"),
        [ImportFaultCodes.FormulaWithoutValue] = new(
            "公式没有计算结果。请用表格软件打开并保存,或粘贴为数值",
            "The formula has no result. Open and save the file in an office program, or paste values"
        ),
        [ImportFaultCodes.MergedCells] = new(
            "单元格与其他单元格合并,内容不明确。请取消合并并逐行填写",
            "The cell is merged with another, so its value is not clear. Split it and fill in each row"
        ),
        [ImportFaultCodes.CellTooLong] = new("单元格内容过长", "The cell is too long"),
        [ImportFaultCodes.BadEncoding] = new(
            "含有乱码。请以 UTF-8 保存文件",
            "There are characters that cannot be decoded. Save the file in UTF-8"
        ),
        [ImportFaultCodes.LostDigits] = new(
            "号码被表格软件当作数字,末尾几位已丢失。请把该列设为文本格式后重新填写",
            "An office program took the number for an amount and lost its last digits. Format the column as text and enter them again"
        ),
        [ImportFaultCodes.BadDay] = new(
            "不是日期。可写作 2026-01-05、2026/1/5、20260105 或 2026年1月5日",
            "This is no date. It is written 2026-01-05, 2026/1/5, 20260105 or 2026年1月5日"
        ),
        [ImportFaultCodes.AmbiguousDate] = new(
            "日期的年月日顺序不明确。请先写四位年份",
            "The order of day, month and year is not clear. Begin with the year in four digits"
        ),
        [ImportFaultCodes.DateWithoutDay] = new("日期缺少日", "The date has no day"),
        [ImportFaultCodes.DateAsSerial] = new(
            "日期是序列号,其起点不明确。请把该列设为日期格式后重新保存",
            "The date is a serial number, whose beginning is not known. Format the column as a date and save again"
        ),
        [ImportFaultCodes.NoSuchDay] = new("日期不存在", "There is no such day"),
        [ImportFaultCodes.DayOutOfRange] = new(
            "日期不在 1900-01-02 至 2099-12-31 之间,可能是占位值",
            "The day is not within 1900-01-02 to 2099-12-31; perhaps it stands for an unknown one"
        ),
        [ImportFaultCodes.NotMapped] = new(
            "代码不在代码表中,映射表也没有对应",
            "The value is not in the code list, and the mapping table has no entry for it"
        ),
        [ImportFaultCodes.UnknownOffice] = new("没有这个经办机构", "There is no such office"),
        [ImportFaultCodes.OfficeNotClear] = new("有几个经办机构同名,请填写机构代码", "Several offices have this name: give the code"),
        [ImportFaultCodes.OfficeEnded] = new("经办机构已撤销且没有承接机构", "The office has ended, and none has taken over its cases"),
        [ImportFaultCodes.BadFlag] = new("请填写“是”或“否”", "Give 是 or 否, yes or no, 1 or 0"),
        [ImportFaultCodes.OnlyWithExit] = new("只有已退出的登记才填写该项", "This belongs to a registration that has ended"),
        [ImportFaultCodes.NeedsExitDay] = new("已填写退出原因,必须填写退出日期", "There is a reason of exit, so its day is required"),
        [ImportFaultCodes.NeedsExitReason] = new("已填写退出日期,必须填写退出原因", "There is a day of exit, so its reason is required"),
        [ImportFaultCodes.ForbiddenExit] = new(
            "不得仅以该原因退出登记(79/2020 (四))",
            "No registration may end for this reason alone (79/2020 (四))"
        ),
        [ImportFaultCodes.MoreFaults] = new("该行还有其他问题,未一一列出", "The row has more faults, which are not listed"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code that only an import has, for the documentation.</summary>
    public static IEnumerable<string> All => Texts.Keys.Order(StringComparer.Ordinal);

    public static bool IsKnown(string code) => Texts.ContainsKey(code) || FieldCodes.IsKnown(code);

    public static Words TextOf(ImportFault fault)
    {
        var text = Texts.GetValueOrDefault(fault.Code) ?? FieldCodes.TextOf(fault.Code);
        if (fault.Allowed.Count is 0 or > MostAllowed)
            return text;
        var allowed = string.Join(", ", fault.Allowed);
        return new Words($"{text.Zh}。可用:{allowed}", $"{text.En}. Allowed: {allowed}");
    }
}

/// <summary>The codes that only an import has.</summary>
internal static class ImportFaultCodes
{
    public const string EmptyFile = "emptyFile";
    public const string NotATable = "notATable";
    public const string Markup = "markup";
    public const string OldWorkbook = "oldWorkbook";
    public const string Encrypted = "encrypted";
    public const string OtherWorkbook = "otherWorkbook";
    public const string JsonArray = "jsonArray";
    public const string CutOff = "cutOff";
    public const string MalformedWorkbook = "malformedWorkbook";
    public const string TooLarge = "tooLarge";
    public const string UnpacksTooLarge = "unpacksTooLarge";
    public const string TooManyRows = "tooManyRows";
    public const string TooManyMergedCells = "tooManyMergedCells";
    public const string OnlyHiddenSheets = "onlyHiddenSheets";
    public const string SeveralSheets = "severalSheets";
    public const string NoHeader = "noHeader";
    public const string TwoHeaderRows = "twoHeaderRows";
    public const string RepeatedHeader = "repeatedHeader";
    public const string UnknownHeader = "unknownHeader";
    public const string MissingHeader = "missingHeader";
    public const string TooManyColumns = "tooManyColumns";
    public const string RecordTooLong = "recordTooLong";
    public const string CellCount = "cellCount";
    public const string ValueWithoutHeader = "valueWithoutHeader";
    public const string UnclosedQuote = "unclosedQuote";
    public const string StrayQuote = "strayQuote";
    public const string MalformedJson = "malformedJson";
    public const string UnknownMember = "unknownMember";
    public const string ErrorValue = "errorValue";
    public const string FormulaWithoutValue = "formulaWithoutValue";
    public const string MergedCells = "mergedCells";
    public const string CellTooLong = "cellTooLong";
    public const string BadEncoding = "badEncoding";
    public const string LostDigits = "lostDigits";
    public const string BadDay = "badDay";
    public const string AmbiguousDate = "ambiguousDate";
    public const string DateWithoutDay = "dateWithoutDay";
    public const string DateAsSerial = "dateAsSerial";
    public const string NoSuchDay = "noSuchDay";
    public const string DayOutOfRange = "dayOutOfRange";
    public const string NotMapped = "notMapped";
    public const string UnknownOffice = "unknownOffice";
    public const string OfficeNotClear = "officeNotClear";
    public const string OfficeEnded = "officeEnded";
    public const string BadFlag = "badFlag";
    public const string OnlyWithExit = "onlyWithExit";
    public const string NeedsExitDay = "needsExitDay";
    public const string NeedsExitReason = "needsExitReason";
    public const string ForbiddenExit = "forbiddenExit";
    public const string MoreFaults = "moreFaults";
}
