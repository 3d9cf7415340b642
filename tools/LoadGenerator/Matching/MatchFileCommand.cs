using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Grid.Domain.Calendar;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Importing;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Matching;

/// <summary>
/// <c>match-file</c>: a CSV as an employment registration would deliver it, of made-up persons: some in a thousand are those of an import
/// file, spread over it, and have begun to work within the last days; of the others the register knows nothing.
/// </summary>
internal static class MatchFileCommand
{
    private static readonly string[] Header = ["证件号码", "姓名", "数据编号", "就业日期", "用人单位"];

    public static Command Create(TimeProvider clock)
    {
        var rows = new Argument<int>("ROWS") { Description = "How many rows." };
        var file = new Argument<FileInfo>("FILE") { Description = "Where to." };
        var registrations = new Option<int>("--registrations")
        {
            Description = "Registrations of the import file whose persons are among the rows.",
            DefaultValueFactory = _ => 10_000,
        };
        var share = new Option<int>("--share")
        {
            Description = "How many in a thousand these are, 0 to 1,000.",
            DefaultValueFactory = _ => 20,
        };
        var seed = new Option<ulong>("--seed") { Description = "Chooses the persons.", DefaultValueFactory = _ => 1 };
        share.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1000)
                result.AddError("--share goes from 0 to 1000.");
        });
        var command = new Command("match-file", "Write a file of made-up rows as an employment registration would deliver it.")
        {
            rows,
            file,
            registrations,
            share,
            seed,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                await using var content = parsed.GetValue(file)!.Create();
                await using var csv = CsvWriter.Create(content, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
                await csv.WriteRecordAsync(Header, cancelled);
                var (count, known) = (parsed.GetValue(rows), ImportFileCommand.PersonsOf(parsed.GetValue(registrations)));
                var hits = Math.Min(known, (int)((long)count * parsed.GetValue(share) / 1000));
                var (chosen, maker, today) = (parsed.GetValue(seed), DemoCommand.Maker(parsed.GetValue(seed), clock), clock.Today());
                for (var (row, hit) = (0, 0); row < count; row++)
                {
                    cancelled.ThrowIfCancellationRequested();
                    var isHit = (long)(row + 1) * hits / count > hit;
                    var index = isHit ? (int)((long)hit++ * known / hits) : known + row;
                    var person = maker.Make(index, Fates.Of(chosen, index));
                    var on = today.AddDays(-1 - Dice.For(chosen, row, "employed").Below(5));
                    await csv.WriteRecordAsync(
                        [
                            person.Number.Value,
                            person.Name.Value,
                            $"JY{row:D9}",
                            on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            "示例公司",
                        ],
                        cancelled
                    );
                }

                return 0;
            }
        );
        return command;
    }
}
