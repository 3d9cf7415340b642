using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>The operator of the sync, over REST.</summary>
internal sealed class PlatformOperator(ApiClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Orders to send a refused item again.</summary>
    public int Resent { get; private set; }

    /// <summary>Sends again whatever is on the refused list, until it is stopped.</summary>
    public async Task ResendAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            var list = (await client.ReadAsync("/v1/platform/refused-items?pageSize=200", giveUp))["items"]!.AsArray();
            foreach (var item in list)
            {
                // The same item may be refused again: another order then, of another moment.
                var key = string.Create(
                    CultureInfo.InvariantCulture,
                    $"resend-{item!["id"]}-{(DateTimeOffset)item["since"]!:yyyyMMddHHmmss.fffffff}"
                );
                var answer = await client.CommandAsync(
                    (string)item["resend"]!,
                    new JsonObject { ["note"] = "平台处理异常,重新上报" },
                    key,
                    giveUp
                );
                Assert.True(answer.IsAccepted, $"{(int)answer.Status} {answer.Body}");
                Resent++;
            }

            if (list.Count == 0)
                await Wait.ForAsync(TimeSpan.FromMilliseconds(200), giveUp);
        }
    }

    /// <summary>A day's manifest, once it reconciles.</summary>
    public async Task<JsonNode> ReconciledAsync(DateOnly day, CancellationToken test)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/platform/days?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var line = (await client.ReadAsync(path, test))["items"]!.AsArray().SingleOrDefault();
            if (line is not null && (bool)line["reconciled"]!)
                return await client.ReadAsync((string)line["href"]!, test);
            Assert.True(clock.Elapsed < Patience, $"{day} does not reconcile: {line?.ToJsonString()}");
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), test);
        }
    }
}
