using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Importing;

/// <summary>
/// <c>import-file</c>: a CSV as an earlier system would give it, of made-up persons: 65 of 100 registrations are current, the others are
/// earlier ones of the same persons, at most three of one.
/// </summary>
internal static class ImportFileCommand
{
    private const double Current = 0.65;

    private static readonly string[] Header =
    [
        "证件号码",
        "原系统编号",
        "姓名",
        "出生日期",
        "性别",
        "联系电话",
        "联系地址",
        "健康状况",
        "残疾等级",
        "文化程度",
        "民族",
        "经办机构",
        "登记地依据",
        "参照服务人群",
        "申请渠道",
        "失业原因",
        "其他原因说明",
        "失业日期",
        "就业意愿",
        "登记日期",
        "退出日期",
        "退出原因",
        "退出其他原因说明",
    ];

    private static readonly Weighted<ExitReason> Exits = new(
        (ExitReason.Hired, 70),
        (ExitReason.SelfEmployed, 12),
        (ExitReason.StableIncome, 10),
        (ExitReason.GaveUpJobSeeking, 8)
    );

    /// <summary>How many persons such a file of registrations is about; theirs are the first places of the seed.</summary>
    public static int PersonsOf(int registrations) => (int)(registrations * Current);

    public static Command Create(TimeProvider clock)
    {
        var registrations = new Argument<int>("REGISTRATIONS") { Description = "How many rows." };
        var file = new Argument<FileInfo>("FILE") { Description = "Where to." };
        var seed = new Option<ulong>("--seed") { Description = "Chooses the persons.", DefaultValueFactory = _ => 1 };
        var history = new Option<bool>("--history")
        {
            Description = "Write the follow-ups, services and exits of the same registrations beside it, in files of their own.",
        };
        var command = new Command("import-file", "Write a file of made-up registrations as an earlier system would give it.")
        {
            registrations,
            file,
            seed,
            history,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var target = parsed.GetValue(file)!;
                await using var content = target.Create();
                await using var csv = CsvWriter.Create(content, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
                await using var beside = parsed.GetValue(history) ? await HistoryFiles.BeginAsync(target, clock.Today(), cancelled) : null;
                await WriteAsync(
                    csv,
                    beside,
                    parsed.GetValue(registrations),
                    DemoCommand.Maker(parsed.GetValue(seed), clock),
                    parsed.GetValue(seed),
                    cancelled
                );
                return 0;
            }
        );
        return command;
    }

    private static async Task WriteAsync(
        CsvWriter csv,
        HistoryFiles? history,
        int registrations,
        PersonMaker maker,
        ulong seed,
        CancellationToken cancelled
    )
    {
        await csv.WriteRecordAsync(Header, cancelled);
        var persons = PersonsOf(registrations);
        var (row, past) = (0, registrations - persons);
        for (var index = 0; index < persons; index++)
        {
            cancelled.ThrowIfCancellationRequested();
            var person = maker.Make(index, Fates.Of(seed, index) with { Kind = FateKind.Registered, NonApproval = null, Exit = null });
            var dice = Dice.For(seed, index, "history");
            var registeredOn = ChinaTime.DateOf(person.SubmittedAt);

            // Earlier ones, each over before the next begins; spread so that they are used up at the last person.
            var earlier = Math.Min(
                2,
                (int)Math.Ceiling((double)past * (index + 1) / persons) - (int)Math.Ceiling((double)past * index / persons)
            );
            if (earlier > 0 && dice.Chance(0.2))
                earlier++;
            earlier = Math.Min(earlier, past - (row - index));
            var day = registeredOn.AddDays(-60 - dice.Below(300) - (earlier * 420));
            for (var i = 0; i < earlier; i++)
            {
                var until = day.AddDays(30 + dice.Below(300));
                await WriteAsync(day, until);
                day = until.AddDays(20 + dice.Below(60));
            }

            await WriteAsync(registeredOn, null);

            async Task WriteAsync(DateOnly from, DateOnly? until)
            {
                await csv.WriteRecordAsync(Row(person, ++row, from, until, dice), cancelled);
                if (history is null)
                    return;
                string[] key = [person.Number.Value, person.Name.Value, Legacy(row)];
                await history.AddAsync(key, from, until, Dice.For(seed, row, "served"), cancelled);
            }
        }
    }

    private static string[] Row(MadeUpPerson person, int row, DateOnly registeredOn, DateOnly? until, Dice dice) =>
        [
            person.Number.Value,
            Legacy(row),
            person.Name.Value,
            Day(person.Number.BirthDate ?? person.BirthDate),
            Code(person.Number.Sex ?? person.Sex),
            person.Details.Telephone?.Value ?? "",
            person.Details.Address ?? "",
            person.Details.Health,
            person.Details.DisabilityGrade ?? "",
            person.Details.Education ?? "",
            person.Details.EthnicGroup ?? "",
            person.Office.Code.Value,
            Code<PlaceGround>(person.Ground),
            Code(person.ByReference),
            Code<ApplicationChannel>(ApplicationChannel.Offline),
            Code<UnemploymentReason>(person.Reason),
            person.OtherReason ?? "",
            Day(registeredOn.AddDays(-3 - dice.Below(40))),
            string.Join(',', person.JobWishes),
            Day(registeredOn),
            Day(until),
            until is null ? "" : Code<ExitReason>(Exits.Pick(dice)),
            "",
        ];

    private static string Legacy(int row) => $"旧{row:D8}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Code<T>(T? member)
        where T : struct, Enum =>
        member is { } known ? Convert.ToInt32(known, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : "";
}
