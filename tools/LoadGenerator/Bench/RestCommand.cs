using System.CommandLine;
using System.Text.Json;
using Grid.Admin.Tokens;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Register;
using Spectre.Console;

namespace Grid.LoadGenerator.Bench;

/// <summary><c>bench rest</c>: how many durable commands and reads a second a running register answers.</summary>
internal static class RestCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(TimeProvider clock)
    {
        var connections = Number("--connections", 64, "Connections that each wait for their answer before they send again.");
        var persons = Number(
            "--persons",
            5000,
            "Made-up persons who apply, and on whose applications the commands are carried out. They stay in the register."
        );
        var rounds = Number("--rounds", 3, "Rounds of each kind, after one for warming up.");
        var seconds = Number("--seconds", 10, "Length of a round.");
        var seed = new Option<ulong?>("--seed") { Description = "Chooses the persons; by default others in each run." };
        var file = new Option<string?>("--out") { Description = "A file for the figures, as JSON." };
        var url = ConnectionOptions.Url();
        var keyFile = ConnectionOptions.KeyFile();
        var command = new Command("rest", "Commands and reads a second through the API of the running register.")
        {
            connections,
            persons,
            rounds,
            seconds,
            seed,
            file,
            url,
            keyFile,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(persons) < result.GetValue(connections))
                result.AddError("--persons must be at least --connections: each connection needs persons of its own.");
        });
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new RestOptions
                {
                    Connections = parsed.GetValue(connections),
                    Persons = parsed.GetValue(persons),
                    Rounds = parsed.GetValue(rounds),
                    Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    Seed = parsed.GetValue(seed) ?? (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    Out = parsed.GetValue(file),
                };
                var address = new Uri(parsed.GetValue(url)!);
                if (!await ConnectionOptions.AnswersAsync(address, cancelled))
                    return 1;
                var tokens = new StaffTokens(DevelopmentKey.ReadOrCreate(parsed.GetValue(keyFile)!), clock);
                var statistics = new RequestStatistics();
                using var client = new RegisterClient(address, RegisterClient.Transport(options.Connections), tokens, statistics, clock);
                return await MeasureAsync(options, client, statistics, clock, cancelled);
            }
        );
        return command;
    }

    private static async Task<int> MeasureAsync(
        RestOptions options,
        RegisterClient client,
        RequestStatistics statistics,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        IReadOnlyList<RestFigures> figures;
        try
        {
            figures = await new RestBench(options, DemoCommand.Maker(options.Seed, clock), client, clock, line =>
                Console.Error.WriteLine(line)
            ).RunAsync(cancelled);
        }
        catch (UnexpectedAnswerException answer)
        {
            await Console.Error.WriteLineAsync(answer.Message);
            return 1;
        }

        var table = new Table { Title = new TableTitle($"through the API, {options.Connections} connections") }.AddColumns(
            "request",
            "per second",
            "p50 ms",
            "p99 ms"
        );
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var one in figures)
            table.AddRow(one.Kind, $"{one.PerSecond:N0}", $"{one.P50:0.0}", $"{one.P99:0.0}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"Medians of {options.Rounds} rounds of {options.Duration.TotalSeconds:0} s, taken in turn; {Environment.ProcessorCount} processors, shared with this generator where the register is local; {statistics.Retries:N0} requests sent again after 429, 503 or no answer."
        );
        if (options.Out is { } path)
        {
            await File.WriteAllTextAsync(
                path,
                JsonSerializer.Serialize(
                    new
                    {
                        options.Connections,
                        options.Persons,
                        seconds = options.Duration.TotalSeconds,
                        statistics.Retries,
                        cores = Environment.ProcessorCount,
                        figures,
                    },
                    Json
                ),
                cancelled
            );
        }

        return 0;
    }

    private static Option<int> Number(string name, int usual, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} is at least 1.");
        });
        return option;
    }
}
