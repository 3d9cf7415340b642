using System.Globalization;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Api.Ledger;

/// <summary>A file of persons that is being written. It is built in memory, which the limit of persons bounds; nothing of it is on a disk.</summary>
internal interface IExportFile : IDisposable
{
    string Name { get; }

    string ContentType { get; }

    /// <summary>Adds a person.</summary>
    /// <param name="record">As the caller may see it.</param>
    /// <param name="place">From 1.</param>
    void Add(PersonRecord record, int place);

    /// <summary>The file. Nothing can be added any more.</summary>
    byte[] Finish(int persons);
}

/// <summary>Who exported what, when and why: in the file, in its properties where it has some, and on the access log.</summary>
/// <param name="Number">Of the export, by which the entry of the access log is found.</param>
/// <param name="By">Subject of the token.</param>
/// <param name="Office">Whose office.</param>
/// <param name="Selection">Which persons, without anything personal.</param>
internal sealed record LedgerMark(string Number, string By, string Office, DateTimeOffset At, string Reason, string Selection, bool Full)
{
    public string Line(Language language) =>
        language == Language.Chinese
            ? $"导出编号 {Number} | 导出人 {By} | 机构 {Office} | 时间 {Moment} | 用途:{Reason} | 仅限本次用途,不得转发"
            : $"Export {Number} | by {By} | office {Office} | at {Moment} | for: {Reason} | for this purpose only, not to be passed on";

    public string Moment => At.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
