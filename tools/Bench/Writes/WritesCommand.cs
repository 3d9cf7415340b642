using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Grid.Bench.Writes;

/// <summary><c>writes</c>: how many durable writes a second go through a grain, and what grouping them brings.</summary>
internal static class WritesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var kind = new Option<WriteKind>("--command")
        {
            DefaultValueFactory = _ => WriteKind.Check,
            Description = "What is written: check, correction or transfer.",
        };
        var callers = Number("--callers", 256, "Callers at once.");
        var persons = Number("--persons", 20_000, "Active persons of each way.");
        var rounds = Number("--rounds", 3, "Rounds of each way.");
        var seconds = Number("--seconds", 10, "Length of a round.");
        var loops = Number("--single-loops", 32, "Connections for one transaction a write.");
        var withoutChain = new Option<bool>("--without-chain")
        {
            Description = "Compare with grouped writes without MACs and log, instead of the other two ways.",
        };
        var withoutChanges = new Option<bool>("--without-changes")
        {
            Description =
                "Compare with grouped writes to a journal without positions, which the feed of changes reads. With both options, without either.",
        };
        var file = new Option<string?>("--out") { Description = "A file for the figures, as JSON." };
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });

        var command = new Command("writes", "Writes a second through a person's grain: grouped, one transaction a write, and a bare blob.")
        {
            server,
            kind,
            callers,
            persons,
            rounds,
            seconds,
            loops,
            withoutChain,
            withoutChanges,
            file,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new WritesOptions
                {
                    Server = parsed.GetValue(server)!,
                    Kind = parsed.GetValue(kind),
                    Callers = parsed.GetValue(callers),
                    Persons = parsed.GetValue(persons),
                    Rounds = parsed.GetValue(rounds),
                    Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    SingleLoops = parsed.GetValue(loops),
                    WithoutChain = parsed.GetValue(withoutChain),
                    WithoutChanges = parsed.GetValue(withoutChanges),
                    Out = parsed.GetValue(file),
                };
                var report = await new WriteBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(cancelled);
                WritesTable.Write(AnsiConsole.Console, report);
                if (options.Out is { } path)
                    await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Json), cancelled);
                return 0;
            }
        );
        return command;
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
