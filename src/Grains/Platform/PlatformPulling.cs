using System.Globalization;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Platform;

/// <summary>
/// Pulls applications: a page is stored, then acknowledged, then the cursor moves on. After a failure in between the page comes again and
/// is recognised.
/// </summary>
internal sealed partial class PlatformPulling(
    string region,
    IPlatformIntake intake,
    PlatformCalls calls,
    PlatformSyncOptions options,
    SyncShutdown ending,
    TimeProvider clock,
    Action stored,
    ILogger logger
)
{
    private const int Tries = 3;

    public async Task PullAsync()
    {
        var after = await intake.CursorAsync(region, ending.Abort);
        var stuck = 0;
        while (!ending.IsStopping)
        {
            var page = await calls.DownloadAsync(region, after, options.PullSize, ending.Abort);
            if (page.Items.Count == 0)
                return;
            await intake.StoreAsync(region, page.Items, clock.GetUtcNow(), ending.Abort);
            stored();
            var numbers = page.Items.Select(item => item.Number).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
            if (numbers.Length > 0)
                await calls.AcknowledgeAsync(region, numbers, ending.Abort);
            var next = FurthestOf(page);
            if (!await intake.AdvanceAsync(region, next, ending.Abort))
            {
                // What it sent is stored; continuing from there would repeat the same pages.
                calls.Note($"平台的游标没有前进。The platform's cursor does not go forward from {after}.");
                LogWentBack(logger, region, after);
                if (++stuck == Tries)
                    return;
                continue;
            }

            stuck = 0;

            if (page.Next is null)
                return;
            after = next;
        }
    }

    /// <summary>The page's end, or the furthest of its items where the platform's cursor is behind them.</summary>
    private static string FurthestOf(Page<PlatformDownload> page) =>
        page.Items.Select(item => item.Cursor).Append(page.Next ?? "0").MaxBy(cursor => long.Parse(cursor, CultureInfo.InvariantCulture))!;

    [LoggerMessage(
        EventId = 1403,
        Level = LogLevel.Warning,
        Message = "Platform sync: the cursor of {Region} does not go forward from {After}"
    )]
    private static partial void LogWentBack(ILogger logger, string region, string? after);
}
