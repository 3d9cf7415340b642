using System.Diagnostics;
using System.Globalization;
using Grid.Client.Generated.Models;
using Grid.Client.Generated.V1.Platform.RefusedItems;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Microsoft.Kiota.Abstractions;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>The operator of the sync, over REST.</summary>
internal sealed class PlatformOperator(ApiClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private RefusedItemsRequestBuilder Refused => client.Grid.V1.Platform.RefusedItems;

    /// <summary>Orders to send a refused item again.</summary>
    public int Resent { get; private set; }

    /// <summary>Sends again whatever is on the refused list, until it is stopped.</summary>
    public async Task ResendAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            var page = await Refused.GetAsync(request => request.QueryParameters.PageSize = 200, giveUp);
            var list = page!.Items!;
            foreach (var item in list)
            {
                // The same item may be refused again: another order then, of another moment.
                var key = string.Create(CultureInfo.InvariantCulture, $"resend-{item.Id}-{item.Since:yyyyMMddHHmmss.fffffff}");
                await Refused[item.Id!]
                    .Resend.PostAsync(
                        new ResendBody { Note = "平台处理异常,重新上报" },
                        request => request.Headers.Add("Idempotency-Key", key),
                        giveUp
                    );
                Resent++;
            }

            if (list.Count == 0)
                await Wait.ForAsync(TimeSpan.FromMilliseconds(200), giveUp);
        }
    }

    /// <summary>A day's manifest, once it reconciles.</summary>
    public async Task<PlatformDayLine> ReconciledAsync(DateOnly day, CancellationToken test)
    {
        var on = new Date(day.Year, day.Month, day.Day);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var days = await client.Grid.V1.Platform.Days.GetAsync(
                request => (request.QueryParameters.From, request.QueryParameters.To) = (on, on),
                test
            );
            var line = days!.Items!.SingleOrDefault();
            if (line?.Reconciled == true)
                return (await client.Grid.V1.Platform.Days[on].GetAsync(cancellationToken: test))!.Manifest!;
            Assert.True(
                clock.Elapsed < Patience,
                $"{day} does not reconcile: missing {line?.Missing}, expected {line?.Expected}, accepted {line?.Accepted}, held {line?.Held}"
            );
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), test);
        }
    }
}
