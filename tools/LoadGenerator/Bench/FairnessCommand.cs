using System.CommandLine;
using Grid.Admin.Tokens;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Register;
using Spectre.Console;

namespace Grid.LoadGenerator.Bench;

/// <summary><c>bench fairness</c>: what one caller at full load costs another one.</summary>
internal static class FairnessCommand
{
    public static Command Create(TimeProvider clock)
    {
        var connections = Number("--connections", 256, 1, "Connections of the caller at full load.");
        var persons = Number(
            "--persons",
            1000,
            100,
            "Made-up persons who apply, and on whose applications both work. They stay in the register."
        );
        var rounds = Number("--rounds", 3, 1, "Rounds, after one for warming up.");
        var seconds = Number("--seconds", 15, 1, "Length of each half of a round.");
        var seed = new Option<ulong?>("--seed") { Description = "Chooses the persons; by default others in each run." };
        var url = ConnectionOptions.Url();
        var keyFile = ConnectionOptions.KeyFile();
        var command = new Command("fairness", "What one caller at full load costs another caller of the running register.")
        {
            connections,
            persons,
            rounds,
            seconds,
            seed,
            url,
            keyFile,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new FairnessOptions
                {
                    Connections = parsed.GetValue(connections),
                    Persons = parsed.GetValue(persons),
                    Rounds = parsed.GetValue(rounds),
                    Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    Seed = parsed.GetValue(seed) ?? (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds(),
                };
                var address = new Uri(parsed.GetValue(url)!);
                if (!await ConnectionOptions.AnswersAsync(address, cancelled))
                    return 1;
                var tokens = new StaffTokens(DevelopmentKey.ReadOrCreate(parsed.GetValue(keyFile)!), clock);
                var statistics = new RequestStatistics();

                // One connection more than the load takes: what the quiet caller waits for is the register and not this client.
                using var client = new RegisterClient(
                    address,
                    RegisterClient.Transport(options.Connections + 1),
                    tokens,
                    statistics,
                    clock
                );
                try
                {
                    var figures = await new FairnessBench(options, DemoCommand.Maker(options.Seed, clock), client, clock, line =>
                        Console.Error.WriteLine(line)
                    ).RunAsync(cancelled);
                    Show(options, figures, statistics);
                    return 0;
                }
                catch (UnexpectedAnswerException answer)
                {
                    await Console.Error.WriteLineAsync(answer.Message);
                    return 1;
                }
            }
        );
        return command;
    }

    private static void Show(FairnessOptions options, FairnessFigures figures, RequestStatistics statistics)
    {
        var table = new Table { Title = new TableTitle("one caller beside another") }.AddColumns("", "p50 ms", "p99 ms");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        table.AddRow("alone", $"{figures.AloneP50:0.0}", $"{figures.AloneP99:0.0}");
        table.AddRow($"beside {options.Connections} connections of the other", $"{figures.BesideP50:0.0}", $"{figures.BesideP99:0.0}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"p99 is {figures.Ratio:0.00} times that alone (at most 2 is wanted), while the other one had {figures.LoudPerSecond:N0} answers a second. Medians of {options.Rounds} rounds, each half {options.Duration.TotalSeconds:0} s; {Environment.ProcessorCount} processors, shared with this generator where the register is local; {statistics.Retries:N0} requests sent again after 429, 503 or no answer."
        );
    }

    private static Option<int> Number(string name, int usual, int least, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{name} is at least {least}.");
        });
        return option;
    }
}
