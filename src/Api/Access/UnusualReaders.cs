using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Access;

/// <summary>Readers whose reads are unusual, for the security administrator to ask about. Reading it is recorded.</summary>
internal static class UnusualReaders
{
    /// <summary>Office hours on working days, in China.</summary>
    public const int Opens = 8;

    public const int Closes = 18;

    private const string Operation = "access-log.unusual-readers";
    private const int MostDays = 31;
    private const int MostReaders = 500;

    public static void MapUnusualReaders(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/access-log/unusual-readers", List).WithTags("Access log").Reads(Operation).Queries("from", "to", "all");

    /// <summary>
    /// On the days <c>from</c> to <c>to</c>, both inclusive; today and yesterday when absent, at most 31. <c>all=true</c>: also readers
    /// without a sign. The one with the most signs first, 500 at most.
    /// </summary>
    private static async Task<Ok<UnusualReadersView>> List(
        HttpRequest request,
        Caller caller,
        IAccessReads log,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var today = clock.Today();
        var to = query.Text("to", 10) is null ? today : query.Date("to") ?? today;
        var from = query.Text("from", 10) is null ? to.AddDays(-1) : query.Date("from") ?? to;
        if (from > to || to.DayNumber - from.DayNumber >= MostDays)
            query.Wrong("from", Problems.FieldCodes.OutOfRange);

        var all = query.Flag("all");
        query.ThrowIfWrong();
        var calendar = reference.Calendars.Country;
        DateOnly[] days = [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)];
        var working = days.Where(day =>
            calendar.Covers(day.Year) ? calendar.IsWorkingDay(day) : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        );
        await access.ListAsync(caller, Operation, [], $"{from:yyyy-MM-dd} {to:yyyy-MM-dd}{(all ? " all" : "")}", cancelled);
        var readers = await log.ReadersAsync(new ReadersQuery(Scope.ForLists(caller), from, to, [.. working], Opens, Closes), cancelled);
        var judged = ReaderSigns.Judge(readers).Where(reader => all || reader.Signs.Count > 0).Take(MostReaders);
        return TypedResults.Ok(
            new UnusualReadersView(from, to, readers.Count, [.. judged.Select(reader => ReaderView.Of(reader.Figures, reader.Signs))])
        );
    }
}

/// <summary>Unusual readers.</summary>
/// <param name="Readers">How many readers there were in all.</param>
/// <param name="Items">The one with the most signs first.</param>
public sealed record UnusualReadersView(DateOnly From, DateOnly To, int Readers, IReadOnlyList<ReaderView> Items);

/// <summary>What one reader did on these days.</summary>
/// <param name="Actor">Who: the token's subject.</param>
/// <param name="Signs"><c>limited</c>, <c>denied</c>, <c>oneHome</c>, <c>oneSurname</c>, <c>atNight</c>, <c>offHours</c>, <c>many</c>.</param>
/// <param name="Reads">Reads and searches that named persons, tries in vain included.</param>
/// <param name="Looked">Different persons, looked at one by one.</param>
/// <param name="Reveals">Values in full.</param>
/// <param name="Denied">Denials.</param>
/// <param name="Limited">Calls beyond the hour's limit.</param>
/// <param name="AtNight">Reads from 22 to 6 o'clock.</param>
/// <param name="OffHours">Reads outside of 8 to 18 o'clock on working days, the night included.</param>
/// <param name="OfOneSurname">The most of the persons that have one surname. Which one is not known here.</param>
/// <param name="OfOneHome">The most of the persons that live in one house.</param>
public sealed record ReaderView(
    string Actor,
    [Among("Role")] string Role,
    string? Office,
    [NamesOf<ReaderSign>] IReadOnlyList<string> Signs,
    long Reads,
    long Looked,
    long Reveals,
    long Searches,
    long Denied,
    long Limited,
    long AtNight,
    long OffHours,
    long OfOneSurname,
    long OfOneHome,
    DateTimeOffset LastAt
)
{
    internal static ReaderView Of(ReaderFigures figures, IReadOnlyList<ReaderSign> signs) =>
        new(
            figures.Reader.Subject,
            EnumName.Of(figures.Reader.Role),
            figures.Reader.Office,
            [.. signs.Select(EnumName.Of)],
            figures.Reads,
            figures.Persons,
            figures.Reveals,
            figures.Searches,
            figures.Denied,
            figures.Limited,
            figures.AtNight,
            figures.OffHours,
            figures.OfOneSurname,
            figures.OfOneHome,
            figures.LastAt
        );
}
