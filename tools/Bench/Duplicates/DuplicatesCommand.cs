using System.CommandLine;
using Grid.Domain.Duplicates;
using Spectre.Console;

namespace Grid.Bench.Duplicates;

/// <summary><c>duplicates</c>: how long the search for near-duplicates takes over a register, and what it finds of planted pairs.</summary>
internal static class DuplicatesCommand
{
    private const int OthersShown = 8;

    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var persons = new Option<int>("--persons") { DefaultValueFactory = _ => 1_000_000, Description = "Persons in the register." };
        var pairs = new Option<int>("--pairs") { DefaultValueFactory = _ => 2_000, Description = "Second records that are planted." };
        var oneTelephone = new Option<int>("--one-telephone")
        {
            DefaultValueFactory = _ => 0,
            Description = "About how many of the persons gave one and the same telephone.",
        };
        var slice = new Option<int>("--slice") { DefaultValueFactory = _ => 250_000, Description = "Persons read in one step." };
        var kill = new Option<bool>("--kill") { Description = "Break one step off in the middle, and go on." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the persons." };
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });
        var command = new Command("duplicates", "The search for near-duplicates over a register with planted pairs.")
        {
            server,
            persons,
            pairs,
            oneTelephone,
            slice,
            kill,
            seed,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new DuplicatesOptions(
                    parsed.GetValue(server)!,
                    parsed.GetValue(persons),
                    parsed.GetValue(pairs),
                    parsed.GetValue(oneTelephone),
                    parsed.GetValue(slice),
                    parsed.GetValue(kill),
                    (ulong)parsed.GetValue(seed)
                );
                Write(await new DuplicatesBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(cancelled));
                return 0;
            }
        );
        return command;
    }

    private static void Write(DuplicatesReport report)
    {
        var run = report.Run;
        var figures = new Table()
            .Title($"near-duplicates among {run.Persons:N0} persons, {Environment.ProcessorCount} cores")
            .HideHeaders();
        figures.AddColumn("").AddColumn(new TableColumn("").RightAligned());
        figures.AddRow("run, from order to done", $"{report.Seconds:0.0} s");
        figures.AddRow("longest step", $"{report.LongestStep:0.0} s");
        figures.AddRow("steps broken off and begun again", $"{report.Killed}");
        figures.AddRow("pairs compared", $"{run.Compared:N0}");
        figures.AddRow("pairs not compared, in too large blocks", $"{run.NotCompared:N0} in {run.LargeBlocks:N0}");
        figures.AddRow("pairs not kept", $"{run.NotKept:N0}");
        figures.AddRow("memory of the process, before and at most", $"{report.MemoryMiB.Before:N0} and {report.MemoryMiB.Most:N0} MiB");
        figures.AddRow(
            "planted pairs found",
            $"{report.Planted.Sum(kind => kind.Found):N0} of {report.Planted.Sum(kind => kind.Planted):N0}"
        );
        figures.AddRow("others on the list", $"{report.False:N0}");
        figures.AddRow("loading (not part of the run)", $"{report.LoadSeconds:0.0} s");
        AnsiConsole.Write(figures);

        var kinds = new Table();
        kinds.AddColumn("planted").AddColumn(new TableColumn("found").RightAligned()).AddColumn(new TableColumn("of").RightAligned());
        foreach (var kind in report.Planted)
            kinds.AddRow(kind.Kind.ToString(), $"{kind.Found:N0}", $"{kind.Planted:N0}");
        AnsiConsole.Write(kinds);

        var others = new Table();
        others.AddColumn("others on the list agree in").AddColumn(new TableColumn("pairs").RightAligned());
        foreach (var (likeness, pairs) in report.FalseKinds.Take(OthersShown))
            others.AddRow(likeness, $"{pairs:N0}");
        AnsiConsole.Write(others);
        if (report.Example is { } score)
            Write(score);
    }

    private static void Write(LikenessScore score)
    {
        var weights = LikenessWeights.BuiltIn;
        var table = new Table().Title($"a score explained: {score.Bits:0.0} bits, listed from {weights.List:0}");
        table.AddColumn(new TableColumn("bits").RightAligned()).AddColumn("").AddColumn(new TableColumn("persons with it").RightAligned());
        foreach (var part in score.Parts)
        {
            var text = weights.TextOf(part.Trait, part.Likeness);
            table.AddRow($"{part.Bits:0.0}", $"{text.Zh} / {text.En}", part.Count is { } count ? $"{count:N0}" : "");
        }

        foreach (var correction in score.Corrections)
        {
            var text =
                correction.Kind == CorrectionKind.Twins
                    ? weights.Twins.Zh + " / " + weights.Twins.En
                    : weights.Household.Zh + " / " + weights.Household.En;
            table.AddRow($"{correction.Bits:0.0}", text, "");
        }

        AnsiConsole.Write(table);
    }
}
