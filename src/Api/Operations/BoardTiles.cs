using Grid.Api.Counts;
using Grid.Api.Worklists;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>Makes the board from what was read, and marks what needs an action.</summary>
internal sealed class BoardTiles(
    CountedRegion where,
    BoardReader.BoardData data,
    DateOnly today,
    DateTimeOffset at,
    Func<string, TrendsView?> trend
)
{
    private readonly BoardNow now = data.Now;
    private readonly RegionFlows own = RegionFlows.Of(data.Now, where.Leaves);

    /// <summary>Everything committed before is in the figures.</summary>
    private DateTimeOffset CountedTo => now.Counts.Oldest is { } oldest && oldest < now.At ? oldest : now.At;

    public BoardView View() =>
        new(
            where.Region.Code.Value,
            where.Region.Name,
            where.Region.EnglishName,
            today,
            at,
            Number(own.Registered, null, "registered"),
            Number(own.In.Values.Sum(), own.In, "in"),
            Number(own.Out.Values.Sum(), own.Out, "out"),
            Duties(),
            [Counts(), PlatformItems(), Notices()],
            Platform(),
            Recount(),
            Silos(),
            where.IsLeaf ? [] : [.. where.Children.Where(child => where.LeavesOf(child).Count > 0).Select(Below).OfType<BoardRegionView>()]
        );

    private BoardNumberView Number(long value, IReadOnlyDictionary<string, long>? parts, string name) =>
        new(
            value,
            CountedTo,
            Seconds(CountedTo),
            parts,
            trend(name),
            Attention(at - CountedTo > BoardLimits.CountsLag ? Attentions.CountsBehind : null)
        );

    private BoardDutiesView Duties()
    {
        var kinds = now.Duties.Where(one => one.Area == where.Region.Code.Prefix).ToDictionary(one => one.Kind);
        var overdue = kinds.Values.Sum(one => one.Overdue);
        return new BoardDutiesView(
            overdue,
            now.At,
            [
                .. DutyWords.All.Select(kind =>
                {
                    var (found, name) = (kinds.GetValueOrDefault(kind.Key), EnumName.Of(kind.Key));
                    return new BoardKindView(
                        name,
                        kind.Value.Zh,
                        kind.Value.En,
                        found?.Overdue ?? 0,
                        found?.Today ?? 0,
                        found?.Open ?? 0,
                        $"/v1/worklists/{name}?region={where.Region.Code}&bucket=overdue"
                    );
                }),
            ],
            trend("overdue"),
            Attention(overdue > 0 ? Attentions.DutiesOverdue : null)
        );
    }

    private BoardOutboxView Counts() =>
        Outbox(
            "counts",
            "待汇总的统计变动",
            "Figures to be folded",
            now.Counts,
            now.At,
            now.Counts.Oldest is { } oldest && at - oldest > BoardLimits.CountsLag ? Attentions.CountsBehind : null
        );

    private BoardOutboxView PlatformItems()
    {
        var state = data.Platform.State;
        var late = state.Oldest is { } oldest && at - oldest > BoardLimits.PlatformLag;
        return Outbox(
            "platform",
            "待上报全国平台的事项",
            "Items for the national platform",
            new BoardWaiting(state.Waiting, state.Oldest, state.Refused),
            data.Platform.At,
            late ? Attentions.PlatformBehind : null
        );
    }

    private BoardOutboxView Notices()
    {
        var (read, waiting) = (data.Notices.At, data.Notices.Waiting);
        return Outbox(
            "notices",
            "待发送的通知",
            "Messages to be sent",
            waiting,
            read,
            BoardLimits.NoticesLate(waiting.Oldest, at) ? Attentions.NoticesBehind
                : waiting.Stuck > 0 ? Attentions.NoticesUndelivered
                : null
        );
    }

    private BoardOutboxView Outbox(
        string name,
        string zh,
        string en,
        BoardWaiting waiting,
        DateTimeOffset asOf,
        AttentionKind? attention
    ) =>
        new(
            name,
            zh,
            en,
            waiting.Waiting,
            waiting.Oldest,
            waiting.Oldest is { } oldest ? Seconds(oldest) : 0,
            waiting.Stuck,
            asOf,
            trend(name),
            Attention(attention)
        );

    private BoardPlatformView Platform()
    {
        var state = data.Platform.State;
        return new BoardPlatformView(
            now.Acknowledged,
            data.Platform.Paused,
            state.Refused,
            state.HeldBack,
            state.ByHand,
            data.Platform.At,
            trend("refused"),
            Attention(
                data.Platform.Paused ? Attentions.PlatformPaused
                : state.Refused > 0 ? Attentions.PlatformRefused
                : now.Acknowledged < today.AddDays(-BoardLimits.AcknowledgedDays) ? Attentions.PlatformDayLate
                : null
            )
        );
    }

    private BoardRecountView Recount()
    {
        var last = now.Recount;
        return new BoardRecountView(
            last?.DifferentCells,
            last?.StartedAt,
            last?.EndedAt,
            last?.By,
            last?.Leaves,
            now.At,
            trend("recount"),
            Attention(
                last?.DifferentCells > 0 ? Attentions.RecountDifferent
                : at - last?.StartedAt > BoardLimits.RecountAge ? Attentions.RecountLate
                : null
            )
        );
    }

    private BoardSilosView Silos()
    {
        var silent = now.Silos.Count(silo => silo.Silent);
        return new BoardSilosView(
            now.Silos.Count,
            silent,
            now.At,
            trend("silos"),
            Attention(
                now.Silos.Count == 0 ? Attentions.NoSilo
                : silent > 0 ? Attentions.SiloSilent
                : null
            )
        );
    }

    /// <summary>Null for what has ended and holds nothing.</summary>
    private BoardRegionView? Below(Region region)
    {
        var flows = RegionFlows.Of(now, where.LeavesOf(region));
        var duties = now.Duties.Where(one => one.Area == region.Code.Prefix).ToList();
        var view = new BoardRegionView(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            flows.Registered,
            flows.In.Values.Sum(),
            flows.Out.Values.Sum(),
            duties.Sum(one => one.Overdue),
            duties.Sum(one => one.Open)
        );
        return where.HasEnded(region) && view is { Registered: 0, In: 0, Out: 0, Open: 0 } ? null : view;
    }

    private AttentionView? Attention(AttentionKind? kind) => kind is null ? null : AttentionView.Of(kind, where.Region.Code.Value);

    private double Seconds(DateTimeOffset since) => Math.Round(Math.Max(0, (at - since).TotalSeconds), 3);
}
