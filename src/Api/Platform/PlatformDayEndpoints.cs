using System.Globalization;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// Days of the sync: the manifest with which each was closed, and its reconciliation with the platform's statistics. Figures only, no
/// person. The sums are of the whole province, as the sync is; the figures by region are those of the caller's regions.
/// </summary>
internal static class PlatformDayEndpoints
{
    /// <summary>Days of a list at most.</summary>
    private const int LongestList = 366;

    public static void MapPlatformDays(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/platform/days").WithTags("Platform");
        group.MapGet("", List).Reads("platform.days").NamesNobody().Queries("from", "to");
        group.MapGet("/{day}", One).Reads("platform.day").NamesNobody();
        group.MapPost("/{day}/reconciliation", Reconcile).Repeats("platform.reconcile");
    }

    /// <summary><c>from</c> and <c>to</c>: days, both inclusive, at most 366.</summary>
    private static async Task<Ok<PlatformDaysView>> List(HttpRequest request, IPlatformDays days, CancellationToken cancelled)
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        if (from > to || to?.DayNumber - from?.DayNumber >= LongestList)
            query.Wrong("from", FieldCodes.OutOfRange);

        query.ThrowIfWrong();
        var found = await days.ListAsync(from!.Value, to!.Value, cancelled);
        return TypedResults.Ok(new PlatformDaysView([.. found.Select(PlatformDayLine.Of)]));
    }

    private static async Task<Ok<PlatformDayView>> One(
        string day,
        HttpRequest request,
        Caller caller,
        IPlatformDays days,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var manifests = await days.HistoryAsync(Day(day, clock), cancelled);
        return manifests.Count > 0
            ? TypedResults.Ok(PlatformDayView.Of(manifests[0], manifests.Skip(1), Scope.RegionOf(caller)))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary>
    /// Closes a day that is over and compares it with the platform, now. Without the platform's answer <c>held</c> is absent.
    /// </summary>
    private static async Task<Ok<PlatformDayView>> Reconcile(
        string day,
        HttpRequest request,
        Body<NoBody> body,
        IGrainFactory grains,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        _ = body;
        var wanted = Day(day, clock);
        if (wanted >= clock.Today())
            throw Problem.Fields(new FieldError("path.day", FieldCodes.DayNotOver)).AsException();

        var reconciled = await ProvinceSync.Of(grains, reference).Reconcile(wanted).WaitAsync(cancelled);
        return TypedResults.Ok(PlatformDayView.Of(reconciled, [], reach: ""));
    }

    private static DateOnly Day(string text, TimeProvider clock)
    {
        var fields = new Fields(clock);
        var day = fields.Date(text, "path.day", required: true);
        fields.ThrowIfWrong();
        return day!.Value;
    }
}

/// <summary>Closed days, the newest first.</summary>
public sealed record PlatformDaysView(IReadOnlyList<PlatformDayLine> Items);

/// <summary>A day of the sync: the manifest in force by region and kind, and the ones before it.</summary>
/// <param name="Earlier">Manifests that it had before, the newest first.</param>
/// <param name="Checkpoint">The newest signed checkpoint of the register's log when the manifest was made; absent if there was none.</param>
public sealed record PlatformDayView(
    PlatformDayLine Manifest,
    IReadOnlyList<PlatformFigureView> Figures,
    IReadOnlyList<PlatformDayLine> Earlier,
    string? Checkpoint
)
{
    /// <param name="reach">Leading digits of the regions whose figures are shown.</param>
    internal static PlatformDayView Of(PlatformDay day, IEnumerable<PlatformDay> earlier, string reach) =>
        new(
            PlatformDayLine.Of(day),
            [.. PlatformFigureView.Of(day).Where(figure => figure.Region.StartsWith(reach, StringComparison.Ordinal))],
            [.. earlier.Select(PlatformDayLine.Of)],
            day.Checkpoint
        );
}

/// <summary>A day of the sync in a list.</summary>
/// <param name="Reconciled">The platform holds exactly what the register made.</param>
/// <param name="Missing">By how many items the two differ; against what was accepted while the platform has not answered.</param>
/// <param name="Expected">Items that the register made for it.</param>
/// <param name="Accepted">Items that the platform accepted.</param>
/// <param name="Held">Items that the platform says that it holds; absent while it has not answered.</param>
public sealed record PlatformDayLine(
    DateOnly Day,
    bool Reconciled,
    long Missing,
    long Expected,
    long Accepted,
    long? Held,
    DateTimeOffset ClosedAt,
    DateTimeOffset? ReconciledAt,
    string Href
)
{
    internal static PlatformDayLine Of(PlatformDay day) =>
        new(
            day.Day,
            day.Reconciled,
            day.Missing,
            Sum(day.Expected),
            Sum(day.Accepted),
            day.Held is { } held ? Sum(held) : null,
            day.ClosedAt,
            day.ReconciledAt,
            AddressOf(day.Day)
        );

    internal static string AddressOf(DateOnly day) => $"/v1/platform/days/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static long Sum(IReadOnlyList<PlatformDayFigure> figures) => figures.Sum(figure => figure.Count);
}

/// <summary>
/// One region's items of one kind on a day: what the register made, what the platform accepted, and what it says that it holds.
/// </summary>
/// <param name="Region">Leaf region.</param>
/// <param name="Held">Absent while the platform has not answered.</param>
/// <param name="Same">Expected and held are the same items, by the digest of their keys.</param>
public sealed record PlatformFigureView(
    string Region,
    [NamesOf<PlatformItemKind>] string Kind,
    long Expected,
    long Accepted,
    long? Held,
    bool? Same
)
{
    internal static IReadOnlyList<PlatformFigureView> Of(PlatformDay day)
    {
        var (expected, accepted, held) = (Places(day.Expected), Places(day.Accepted), day.Held is { } answered ? Places(answered) : null);
        return
        [
            .. expected
                .Keys.Union(accepted.Keys)
                .Union(held?.Keys.AsEnumerable() ?? [])
                .OrderBy(place => place.Region, StringComparer.Ordinal)
                .ThenBy(place => place.Kind, StringComparer.Ordinal)
                .Select(place => new PlatformFigureView(
                    place.Region,
                    place.Kind,
                    expected.GetValueOrDefault(place)?.Count ?? 0,
                    accepted.GetValueOrDefault(place)?.Count ?? 0,
                    held is null ? null : held.GetValueOrDefault(place)?.Count ?? 0,
                    held is null
                        ? null
                        : string.Equals(
                            expected.GetValueOrDefault(place)?.Digest,
                            held.GetValueOrDefault(place)?.Digest,
                            StringComparison.OrdinalIgnoreCase
                        )
                )),
        ];
    }

    private static Dictionary<(string Region, string Kind), PlatformDayFigure> Places(IReadOnlyList<PlatformDayFigure> figures) =>
        figures
            .Where(figure => figure.Count != 0)
            .GroupBy(figure => (figure.Region, EnumName.Of(figure.Kind)))
            .ToDictionary(group => group.Key, group => group.First());
}
