using System.CommandLine;
using Grid.Admin.Tokens;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Register;
using Spectre.Console;

namespace Grid.LoadGenerator.Bench;

/// <summary><c>bench batches</c>: commands a second in one batch, beside the same commands as requests of their own.</summary>
internal static class BatchBenchCommand
{
    private const int Most = 500;

    public static Command Create(TimeProvider clock)
    {
        var commands = Number("--commands", Most, Most, "Commands of a batch, each of another made-up person; they stay in the register.");
        var connections = Number("--connections", 16, 1000, "Connections on which the same commands are sent alone.");
        var rounds = Number("--rounds", 5, 1000, "Rounds of each kind, after one for warming up.");
        var seed = new Option<ulong?>("--seed") { Description = "Chooses the persons; by default others in each run." };
        var url = ConnectionOptions.Url();
        var keyFile = ConnectionOptions.KeyFile();
        var command = new Command("batches", "A batch of commands beside the same commands alone, a second, of the running register.")
        {
            commands,
            connections,
            rounds,
            seed,
            url,
            keyFile,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new BatchOptions(
                    parsed.GetValue(commands),
                    parsed.GetValue(connections),
                    parsed.GetValue(rounds),
                    parsed.GetValue(seed) ?? (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds()
                );
                var address = new Uri(parsed.GetValue(url)!);
                if (!await ConnectionOptions.AnswersAsync(address, cancelled))
                    return 1;
                var tokens = new StaffTokens(DevelopmentKey.ReadOrCreate(parsed.GetValue(keyFile)!), clock);
                using var client = new RegisterClient(
                    address,
                    RegisterClient.Transport(options.Connections),
                    tokens,
                    new RequestStatistics(),
                    clock
                );
                return await MeasureAsync(options, client, clock, cancelled);
            }
        );
        return command;
    }

    private static async Task<int> MeasureAsync(
        BatchOptions options,
        RegisterClient client,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        (IReadOnlyList<double> Alone, IReadOnlyList<double> Batch) found;
        try
        {
            found = await new BatchBench(options, DemoCommand.Maker(options.Seed, clock), client, clock, line =>
                Console.Error.WriteLine(line)
            ).RunAsync(cancelled);
        }
        catch (UnexpectedAnswerException answer)
        {
            await Console.Error.WriteLineAsync(answer.Message);
            return 1;
        }

        var table = new Table { Title = new TableTitle($"{options.Commands} commands of one caller") }.AddColumns("sent", "per second");
        table.Columns[1].RightAligned();
        table.AddRow($"alone, {options.Connections} connections", $"{Median(found.Alone):N0}");
        table.AddRow("in one batch", $"{Median(found.Batch):N0}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"Medians of {options.Rounds} rounds, taken in turn; {Environment.ProcessorCount} processors, shared with this generator where the register is local."
        );
        return 0;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Option<int> Number(string name, int usual, int most, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < 1 || given > most))
                result.AddError($"{name} goes from 1 to {most}.");
        });
        return option;
    }
}
