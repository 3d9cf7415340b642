using Grid.Api.Operations;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Notices;

/// <summary>The messages of a region in numbers, for operators. Nobody is named; the lists are <c>/v1/notices/undelivered</c>.</summary>
internal static class NoticeStateEndpoints
{
    public static void MapNoticeState(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/notices", Read).WithTags("Notices").Reads("notices.state").Queries("region");

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
