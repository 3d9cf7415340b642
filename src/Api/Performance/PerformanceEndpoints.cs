using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Performance;

/// <summary>How offices keep their duties (79/2020 (十四)): figures only, no person.</summary>
internal static class PerformanceEndpoints
{
    private const int LongestDays = 366;

    public static void MapPerformance(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/performance", Of)
            .WithTags("Performance")
            .Reads("performance.read")
            .NamesNobody()
            .Queries("from", "to", "office", "region");

    /// <summary><c>from</c> and <c>to</c>: both inclusive, at most 366 days.</summary>
    private static async Task<Ok<PerformanceView>> Of(
        HttpRequest request,
        Caller caller,
        IPerformance performance,
        IWordingFlags wording,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        if (to < from || to > from?.AddDays(LongestDays - 1))
            query.Wrong("to", FieldCodes.OutOfRange);

        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var flags = await wording.FiguresAsync(scope, from!.Value, to!.Value, cancelled);
        var offices = (await performance.OfAsync(scope, from.Value, to.Value, cancelled)).ToDictionary(
            office => office.Office,
            StringComparer.Ordinal
        );
        return TypedResults.Ok(
            new PerformanceView(
                from.Value,
                to.Value,
                [
                    .. offices
                        .Keys.Union(flags.Keys, StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal)
                        .Select(office =>
                            OfficePerformanceView.Of(
                                offices.GetValueOrDefault(office) ?? OfficePerformance.Nothing(office),
                                flags.GetValueOrDefault(office) ?? WordingFigures.None
                            )
                        ),
                ]
            )
        );
    }
}

/// <summary>Figures by office for some days, both inclusive.</summary>
public sealed record PerformanceView(DateOnly From, DateOnly To, IReadOnlyList<OfficePerformanceView> Offices);

/// <summary>One office's figures.</summary>
/// <param name="Duties">Duties that ended, by kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="ContactRate">Reached by contacts; absent without contacts.</param>
/// <param name="WordingFlags">Texts of these days that suggest a ground which the notice forbids, and what became of them.</param>
/// <param name="Refusals">Applications not approved, by code of the list non-approval-reason.</param>
public sealed record OfficePerformanceView(
    string Office,
    IReadOnlyList<DutyFiguresView> Duties,
    long Contacts,
    long Reached,
    double? ContactRate,
    IReadOnlyDictionary<string, long> Refusals,
    WordingFiguresView WordingFlags
)
{
    internal static OfficePerformanceView Of(OfficePerformance office, WordingFigures wording) =>
        new(
            office.Office,
            [
                .. office
                    .Closed.Select(count => count.Kind)
                    .Union(office.MedianDays.Keys)
                    .Order()
                    .Select(kind => DutyFiguresView.Of(kind, office)),
            ],
            office.Contacts,
            office.Reached,
            Rate.Of(office.Reached, office.Contacts),
            office.Refusals.ToDictionary(refusal => CodeOf(refusal.Key), refusal => refusal.Value, StringComparer.Ordinal),
            new WordingFiguresView(wording.Flagged, wording.Open, wording.Harmless, wording.TalkedTo, wording.Corrected)
        );

    /// <summary>What is no reason of the list (that of an erased person) is shown unchanged.</summary>
    private static string CodeOf(string reason) =>
        CodeLists.BuiltIn[CodeListIds.NonApprovalReason].TryGetByName(reason, out var entry) ? entry.Code : reason;
}

/// <summary>Texts of some days that suggest a ground which the notice forbids, by the author's office.</summary>
/// <param name="Flagged">All of them.</param>
/// <param name="Open">Not reviewed yet.</param>
/// <param name="Harmless">Found lawful.</param>
/// <param name="TalkedTo">The author was spoken with.</param>
/// <param name="Corrected">What rested on them was undone.</param>
public sealed record WordingFiguresView(long Flagged, long Open, long Harmless, long TalkedTo, long Corrected);

/// <summary>Duties of one kind that ended.</summary>
/// <param name="InTime">Fulfilled on or before the last day.</param>
/// <param name="Late">Fulfilled after it.</param>
/// <param name="Missed">Never fulfilled.</param>
/// <param name="OnTimeRate">In time by all; absent where none ended.</param>
/// <param name="MedianDays">Median days from opening to end.</param>
public sealed record DutyFiguresView(
    [NamesOf<DutyKind>] string Kind,
    long InTime,
    long Late,
    long Missed,
    double? OnTimeRate,
    double? MedianDays
)
{
    internal static DutyFiguresView Of(DutyKind kind, OfficePerformance office)
    {
        long Ended(DutyClosing how) => office.Closed.Where(count => count.Kind == kind && count.How == how).Sum(count => count.Count);
        var (inTime, late, missed) = (Ended(DutyClosing.InTime), Ended(DutyClosing.Late), Ended(DutyClosing.Missed));
        return new DutyFiguresView(
            EnumName.Of(kind),
            inTime,
            late,
            missed,
            Rate.Of(inTime, inTime + late + missed),
            office.MedianDays.TryGetValue(kind, out var days) ? days : null
        );
    }
}

/// <summary>A part of a whole, as figures show it.</summary>
internal static class Rate
{
    /// <summary>0 to 1 with four decimals; null when there is nothing to divide by.</summary>
    public static double? Of(long part, long whole) =>
        whole == 0 ? null : Math.Round((double)part / whole, 4, MidpointRounding.AwayFromZero);
}
