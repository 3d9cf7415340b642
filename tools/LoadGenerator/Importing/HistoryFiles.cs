using System.Globalization;
using CsvHelper;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Services;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Importing;

/// <summary>
/// What the same earlier system has of the registrations of an import file: a contact in most months, some services, and exits of one in
/// six current registrations. Three files beside it, <c>NAME.followUps.csv</c>, <c>NAME.services.csv</c> and <c>NAME.exits.csv</c>.
/// </summary>
internal sealed class HistoryFiles : IAsyncDisposable
{
    /// <summary>Contacts of one registration at most.</summary>
    private const int MostContacts = 24;

    private static readonly string[] Kinds = ["followUps", "services", "exits"];

    private static readonly string[] Keys = ["证件号码", "姓名", "原系统编号"];

    private static readonly Weighted<ContactOutcome> Outcomes = new(
        (ContactOutcome.Reached, 80),
        (ContactOutcome.NotReached, 15),
        (ContactOutcome.RefusedService, 5)
    );

    private readonly Stream[] contents;
    private readonly CsvWriter[] files;
    private readonly DateOnly today;

    private HistoryFiles(Stream[] contents, DateOnly today)
    {
        (this.contents, this.today) = (contents, today);
        files =
        [
            .. contents.Select(content => CsvWriter.Create(content, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true)),
        ];
    }

    /// <summary>Begins the files with their headers.</summary>
    public static async Task<HistoryFiles> BeginAsync(FileInfo beside, DateOnly today, CancellationToken cancelled)
    {
        var name = Path.Combine(beside.DirectoryName!, Path.GetFileNameWithoutExtension(beside.Name));
        var begun = new HistoryFiles([.. Kinds.Select(kind => File.Create($"{name}.{kind}.csv"))], today);
        await begun.files[0].WriteRecordAsync([.. Keys, "联系时间", "联系方式", "联系结果"], cancelled);
        await begun.files[1].WriteRecordAsync([.. Keys, "服务日期", "服务项目", "服务结果"], cancelled);
        await begun.files[2].WriteRecordAsync([.. Keys, "退出日期", "退出原因", "退出依据"], cancelled);
        return begun;
    }

    /// <summary>What belongs to one registration.</summary>
    /// <param name="key">Number and name of the person, and the number of the registration.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="until">The day on which it was over; null while it is current.</param>
    /// <param name="dice">Chooses.</param>
    /// <param name="cancelled">Ends the writing.</param>
    public async Task AddAsync(string[] key, DateOnly from, DateOnly? until, Dice dice, CancellationToken cancelled)
    {
        var last = until ?? today;
        if (until is null && dice.Chance(1 / 6.0) && from.AddDays(20) < today)
        {
            last = from.AddDays(20 + dice.Below(today.DayNumber - from.DayNumber - 20));
            await files[2].WriteRecordAsync([.. key, Day(last), Code(ExitReason.Hired), Code(EvidenceBasis.PersonDeclaration)], cancelled);
        }

        var on = from.AddDays(1 + dice.Below(5));
        for (var n = 0; n < MostContacts && on <= last; n++, on = on.AddDays(25 + dice.Below(12)))
        {
            await files[0].WriteRecordAsync([.. key, Day(on), Code(ContactChannel.Telephone), Code(Outcomes.Pick(dice))], cancelled);
            if (dice.Chance(0.2))
            {
                var items = OfferList.BuiltInServices.Items;
                await files[1]
                    .WriteRecordAsync([.. key, Day(on), items[dice.Below(items.Count)].Code, Code(ServiceResult.Given)], cancelled);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files)
            await file.DisposeAsync();
        foreach (var content in contents)
            await content.DisposeAsync();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Code<T>(T member)
        where T : struct, Enum => Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
