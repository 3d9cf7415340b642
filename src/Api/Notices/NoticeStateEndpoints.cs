using Grid.Api.OpenApi;
using Grid.Api.Operations;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Notices;

/// <summary>The messages of a region in numbers, for operators. No person is named; the lists are <c>/v1/notices/undelivered</c>.</summary>
internal static class NoticeStateEndpoints
{
    public static void MapNoticeState(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/notices", Read).WithTags("Notices").Reads("notices.state").NamesNobody().Queries("region");

    private static async Task<Ok<NoticesView>> Read(
        HttpRequest request,
        Caller caller,
        INoticeStates notices,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var where = RegionQuery.Read(new QueryReader(request), caller, reference.Regions, clock.Today());
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        var prefix = where.Region.Code.Prefix;
        var states = await notices.ReadAsync([prefix], ChinaTime.StartOf(today), cancelled);
        var children = where.IsLeaf ? [] : where.Children.ToList();
        var below =
            children.Count == 0
                ? []
                : await notices.ReadAsync([.. children.Select(child => child.Code.Prefix)], ChinaTime.StartOf(today), cancelled);
        var numbers = NoticeNumbersView.Of(states, now);
        var attention =
            BoardLimits.NoticesLate(numbers.OldestSince, now) ? Attentions.NoticesBehind
            : numbers.Undelivered > 0 ? Attentions.NoticesUndelivered
            : null;
        return TypedResults.Ok(
            new NoticesView(
                where.Region.Code.Value,
                where.Region.Name,
                where.Region.EnglishName,
                today,
                now,
                numbers,
                [
                    .. states
                        .OrderBy(one => one.Kind)
                        .Select(one => new NoticeKindView(EnumName.Of(one.Kind), NoticeNumbersView.Of([one], now))),
                ],
                [
                    .. children
                        .Where(child => !where.HasEnded(child) || below.Any(one => one.Area == child.Code.Prefix))
                        .Select(child => new NoticeRegionView(
                            child.Code.Value,
                            child.Name,
                            child.EnglishName,
                            NoticeNumbersView.Of(below.Where(one => one.Area == child.Code.Prefix), now)
                        )),
                ],
                attention is null ? null : AttentionView.Of(attention, where.Region.Code.Value)
            )
        );
    }
}

/// <summary>The state of the messages to persons (告知), in numbers.</summary>
/// <param name="Today">The day in China.</param>
/// <param name="Kinds">Those of which there is anything.</param>
/// <param name="Regions">The regions directly below; offices of the region itself are in none of them.</param>
public sealed record NoticesView(
    string Region,
    string Name,
    string? NameEn,
    DateOnly Today,
    DateTimeOffset AsOf,
    NoticeNumbersView Numbers,
    IReadOnlyList<NoticeKindView> Kinds,
    IReadOnlyList<NoticeRegionView> Regions,
    AttentionView? Attention
);

/// <summary>Messages of one kind.</summary>
/// <param name="Kind">Its name in the templates.</param>
public sealed record NoticeKindView([NamesOf<NoticeKind>] string Kind, NoticeNumbersView Numbers);

/// <summary>Messages of a region directly below, by the office that held the case.</summary>
public sealed record NoticeRegionView(string Region, string Name, string? NameEn, NoticeNumbersView Numbers);

/// <summary>Messages in numbers.</summary>
/// <param name="Waiting">They wait to be sent, those that are tried again among them.</param>
/// <param name="Retrying">Those that failed at least once.</param>
/// <param name="OldestSince">Since when the oldest waits; absent when none does.</param>
/// <param name="LagSeconds">How long that is.</param>
/// <param name="Undelivered">They are not retried automatically, and are on the offices' lists.</param>
/// <param name="SentToday">Left today, China time.</param>
/// <param name="DeliveredToday">Of those, what the gateway reported as delivered.</param>
/// <param name="InboxToday">Of those, what went to the person's inbox alone.</param>
public sealed record NoticeNumbersView(
    long Waiting,
    long Retrying,
    DateTimeOffset? OldestSince,
    double LagSeconds,
    long Undelivered,
    long SentToday,
    long DeliveredToday,
    long InboxToday
)
{
    internal static NoticeNumbersView Of(IEnumerable<NoticeState> states, DateTimeOffset now)
    {
        var all = states.ToList();
        var oldest = all.Min(one => one.Oldest);
        return new NoticeNumbersView(
            all.Sum(one => one.Waiting),
            all.Sum(one => one.Retrying),
            oldest,
            oldest is { } since ? Math.Round(Math.Max(0, (now - since).TotalSeconds), 3) : 0,
            all.Sum(one => one.Undelivered),
            all.Sum(one => one.Sent),
            all.Sum(one => one.Delivered),
            all.Sum(one => one.InboxOnly)
        );
    }
}
