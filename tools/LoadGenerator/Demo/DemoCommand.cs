using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Admin.Tokens;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;
using Spectre.Console;

namespace Grid.LoadGenerator.Demo;

/// <summary><c>demo N</c>: fills a running register with made-up persons through its API.</summary>
internal static class DemoCommand
{
    private const int Samples = 3;

    public static Command Create(TimeProvider clock)
    {
        var persons = new Argument<int>("N") { Description = "How many persons." };
        var seed = new Option<ulong>("--seed")
        {
            DefaultValueFactory = _ => 1,
            Description = "Chooses the persons. The same seed again continues an interrupted run.",
        };
        var parallel = new Option<int>("--parallel")
        {
            DefaultValueFactory = _ => 64,
            Description = "Connections, and persons at work at the same time.",
        };
        var on = new Option<DateOnly?>("--on")
        {
            Description = "The day that the register's clock shows, where it is moved (table clock_offset).",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Send nothing: print three of the persons." };
        var url = ConnectionOptions.Url();
        var keyFile = ConnectionOptions.KeyFile();
        persons.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
                result.AddError("N goes from 1 to 1000000.");
        });
        parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                result.AddError("--parallel goes from 1 to 1024.");
        });

        var command = new Command("demo", "Fill the running register with made-up persons.")
        {
            persons,
            seed,
            parallel,
            on,
            dryRun,
            url,
            keyFile,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new DemoOptions(parsed.GetValue(persons), parsed.GetValue(seed), parsed.GetValue(parallel));
                TimeProvider register = parsed.GetValue(on) is { } day ? new MovedClock(clock, day) : clock;
                var maker = Maker(options.Seed, register);
                if (parsed.GetValue(dryRun))
                    return DryRun(options, maker);
                var tokens = new StaffTokens(DevelopmentKey.ReadOrCreate(parsed.GetValue(keyFile)!), clock);
                return await RunAsync(options, maker, new Uri(parsed.GetValue(url)!), tokens, register, cancelled);
            }
        );
        return command;
    }

    public static PersonMaker Maker(ulong seed, TimeProvider clock)
    {
        var today = clock.Today();
        var dates = new SubmissionDates(today, new WorkingCalendars(CalendarTables.LoadEmbedded()));
        return new PersonMaker(seed, today, new Places(OfficeDirectory.LoadEmbedded()), dates);
    }

    private static async Task<int> RunAsync(
        DemoOptions options,
        PersonMaker maker,
        Uri url,
        StaffTokens tokens,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var statistics = new RequestStatistics();
        if (!await ConnectionOptions.AnswersAsync(url, cancelled))
            return 1;
        using var client = new RegisterClient(url, RegisterClient.Transport(options.Parallel), tokens, statistics, clock);
        var run = new DemoRun(options, maker, client, statistics, clock);
        var start = clock.GetTimestamp();
        var stopped = false;
        try
        {
            await DemoProgress.ShowAsync(AnsiConsole.Console, run, options.Persons, statistics, clock, cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            stopped = true;
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]已中断;用同样的 --seed {options.Seed} 再次运行即可继续。Stopped: run it again with the same seed to go on.[/]"
            );
        }

        DemoSummary.Write(AnsiConsole.Console, run, statistics, clock.GetElapsedTime(start));
        return stopped ? 130
            : run.Failed > 0 ? 1
            : 0;
    }

    private static int DryRun(DemoOptions options, PersonMaker maker)
    {
        var layout = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        for (var index = 0; index < Math.Min(Samples, options.Persons); index++)
        {
            var fate = Fates.Of(options.Seed, index);
            var person = maker.Make(index, fate);
            Console.Out.WriteLine($"// {FateNames.Of(fate.Kind)}, {maker.Places.NameOf(person.Office)}, {person.Office.Name}");
            var form = Form.TextOf(Form.Of(person, person.Office, $"P-demo-{options.Seed}-{index}"));
            Console.Out.WriteLine(JsonNode.Parse(form)!.ToJsonString(layout));
        }

        return 0;
    }
}

/// <summary>What <c>demo</c> was asked for.</summary>
/// <param name="Persons">How many persons.</param>
/// <param name="Seed">Chooses the persons; the same seed again continues an interrupted run and doubles nothing.</param>
/// <param name="Parallel">Connections, and persons at work at the same time.</param>
internal sealed record DemoOptions(int Persons, ulong Seed, int Parallel);
