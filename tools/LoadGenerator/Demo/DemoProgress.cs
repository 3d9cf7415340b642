using Grid.LoadGenerator.Measuring;
using Spectre.Console;

namespace Grid.LoadGenerator.Demo;

/// <summary>Shows a running demo: a bar, the rate and the time left.</summary>
internal static class DemoProgress
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs it to its end.</summary>
    public static async Task ShowAsync(
        IAnsiConsole console,
        DemoRun run,
        int persons,
        RequestStatistics statistics,
        TimeProvider clock,
        CancellationToken cancelled
    ) =>
        await console
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(Describe(0, 0, 0), maxValue: persons);
                var start = clock.GetTimestamp();
                var work = run.RunAsync(cancelled);
                while (!work.IsCompleted)
                {
                    await Task.WhenAny(work, Task.Delay(Often, clock, cancelled));
                    var seconds = Math.Max(clock.GetElapsedTime(start).TotalSeconds, 0.001);
                    bar.Value = run.Done;
                    bar.Description = Describe(run.Done / seconds, statistics.Accepted / seconds, run.Failed);
                }

                await work;
            });

    private static string Describe(double persons, double commands, int failed) =>
        $"{persons, 5:0} 人/s {commands, 6:0} 请求/s{(failed > 0 ? $" [red]{failed} 失败[/]" : "")}";
}
