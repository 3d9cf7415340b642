using System.Buffers.Text;
using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Grid.Api.Changes;

/// <summary>
/// What happened to the cases in the caller's reach, for systems that keep a copy of their own: in order, nothing left out, and nothing that
/// names a person (docs/changes.md).
/// </summary>
internal static class ChangeEndpoints
{
    public const string Operation = "changes.list";

    /// <summary>As <c>after</c>: from now on.</summary>
    public const string Now = "now";

    /// <summary>For how long a request may wait.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    internal const int LongestCursor = 1024;

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/changes", List)
            .WithTags("Changes")
            .Reads(Operation)
            .Queries("after", "pageSize", "wait")
            .WithRequestTimeout(GridApi.LongPoll);
        routes.MapGet("/v1/changes/cases", Cases).WithTags("Changes").Reads("changes.cases").Queries("pageSize", "cursor");
        routes.MapGet("/v1/change-kinds", Kinds).WithTags("Changes").Open("change-kinds.list");
    }

    private static async Task<Ok<ChangesView>> List(
        HttpContext context,
        Caller caller,
        IChangeFeed feed,
        ChangeWaits waits,
        AccessRecorder access,
        IReferenceData reference,
        IHostApplicationLifetime life,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(context.Request);
        var size = query.Page().Size;
        var after = query.Text("after", LongestCursor);
        if (after is not null && !IsCursor(after))
            query.Wrong("after", FieldCodes.BadCursor);
        var wait =
            query.Text("wait", 2) is not { } text ? 0
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWait.TotalSeconds
                ? seconds
            : -1;
        if (wait < 0)
            query.Wrong("wait", FieldCodes.OutOfRange);
        query.ThrowIfWrong();

        var reach = ReachOfChanges.Of(caller, reference.Offices);
        if (after == Now)
            after = await feed.NowAsync(reach, cancelled);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancelled, life.ApplicationStopping);
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(wait), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, time.Token);
        while (true)
        {
            var page = await ReadAsync(feed, reach, after, size, cancelled);
            var items = page.Items.Where(change => !AboutOffices.IsHidden(caller, change)).Select(ChangeView.Of).ToList();
            if (items.Count == 0 && page.HasMore)
            {
                after = page.Next;
                continue;
            }

            if (items.Count > 0 || wait == 0 || both.IsCancellationRequested || !await WaitAsync(page.Next))
            {
                await LogAsync(items);
                return TypedResults.Ok(new ChangesView(items, page.Next, page.HasMore));
            }

            after = page.Next;
        }

        // False when the time is over: what was read before is the answer.
        async Task<bool> WaitAsync(string place)
        {
            using var waiting = waits.Begin(caller);
            var turn = context.Features.Get<HeldTurn>();
            turn?.GiveBack();
            try
            {
                await feed.WaitAsync(reach, place, both.Token);
            }
            catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
            {
                return false;
            }

            return turn is null || await turn.TakeAgainAsync(cancelled);
        }

        Task LogAsync(List<ChangeView> items)
        {
            // The same caller's requests that found nothing are one entry in five minutes.
            var filter = wait > 0 ? $"{reach.Name} wait" : reach.Name;
            return items.Count == 0
                ? access.RepeatedAsync(
                    caller,
                    Operation,
                    filter,
                    () => Task.FromResult<IReadOnlyList<Domain.Identity.PersonId>>([]),
                    cancelled
                )
                : access.ListAsync(caller, Operation, [.. items.Select(item => item.Person).Distinct()], filter, cancelled);
        }
    }

    private static async Task<ChangePage> ReadAsync(
        IChangeFeed feed,
        ChangeReach reach,
        string? after,
        int size,
        CancellationToken cancelled
    )
    {
        try
        {
            return await feed.ReadAsync(reach, after, size, cancelled) ?? throw new Problem(ProblemCatalogue.ChangesGone).AsException();
        }
        catch (InvalidCursorException)
        {
            throw Problem.Fields(new FieldError("query.after", FieldCodes.BadCursor)).AsException();
        }
    }

    /// <summary>
    /// The open cases in the caller's reach: where a reader begins, after it took a cursor of the changes with <c>after=now</c>.
    /// </summary>
    private static async Task<Ok<OpenCasesView>> Cases(
        HttpRequest request,
        Caller caller,
        IOpenCases cases,
        AccessRecorder access,
        IReferenceData reference,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var reach = ReachOfChanges.Of(caller, reference.Offices);
        var found = await cases.ListAsync(ReachOfChanges.Scopes(caller, reach), page, cancelled);
        await access.ListAsync(caller, "changes.cases", [.. found.Items.Select(one => one.Person).Distinct()], reach.Name, cancelled);
        return TypedResults.Ok(
            new OpenCasesView(
                [.. found.Items.Select(one => new OpenCaseView(one.Person.ToString(), one.Office, one.Registration, one.Application))],
                query.Next(found.Next)
            )
        );
    }

    /// <summary>Whether a text could be a place that the register has given.</summary>
    internal static bool IsCursor(string text) => text == Now || Base64Url.IsValid(text);

    private static Ok<IReadOnlyList<ChangeKindView>> Kinds(HttpRequest request)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok<IReadOnlyList<ChangeKindView>>([
            .. ChangeKinds.All.Select(kind => new ChangeKindView(kind.Key, kind.Value.Zh, kind.Value.En)),
        ]);
    }
}

/// <summary>A page of open cases.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record OpenCasesView(IReadOnlyList<OpenCaseView> Items, string? Next);

/// <summary>An active registration or an open application; a person may have one of each.</summary>
/// <param name="Office">The office that holds it.</param>
/// <param name="RegistrationNumber">Absent for an application.</param>
/// <param name="ApplicationNumber">Absent for a registration.</param>
public sealed record OpenCaseView(string PersonId, string Office, string? RegistrationNumber, string? ApplicationNumber);

/// <summary>A page of changes.</summary>
/// <param name="Items">In the order in which they were committed.</param>
/// <param name="Next">The cursor behind the page, also of an empty one: <c>after</c> of the next request.</param>
/// <param name="More">There is more to be read at once.</param>
public sealed record ChangesView(IReadOnlyList<ChangeView> Items, string Next, bool More);

/// <summary>Something that happened to a case.</summary>
/// <param name="Cursor">The place behind it: <c>after</c> for whoever has dealt with it and goes on from there.</param>
/// <param name="PersonId">Whose case.</param>
/// <param name="Version">Of the person's record with this event: the events of one person are numbered from 1.</param>
/// <param name="Event">What happened: one of <c>/v1/change-kinds</c>; <c>caseLeft</c> where the case left the caller's reach with it.</param>
/// <param name="Reach"><c>came</c>: the case is in reach from this event on; <c>held</c>: it was and is; <c>left</c>: it is not any more.</param>
/// <param name="Office">The office that holds the case; where it left, the one that held it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="ApplicationNumber">The application that the event names, else the latest one in reach until then; absent without one.</param>
/// <param name="RegistrationNumber">The registration that the event names, else the active one in reach; absent without one.</param>
/// <param name="MatterNumber">The matter, where the event names it.</param>
/// <param name="Channel">Code list channel: how an application was made; of others absent.</param>
public sealed record ChangeView(
    string Cursor,
    string PersonId,
    long Version,
    [Among(ValueLists.EventKind)] string Event,
    [NamesOf<ReachKind>] string Reach,
    string Office,
    DateTimeOffset At,
    string? ApplicationNumber,
    string? RegistrationNumber,
    string? MatterNumber,
    [CodesOf(CodeListIds.Channel)] string? Channel
)
{
    internal Domain.Identity.PersonId Person { get; init; }

    /// <summary>The journal has the channel's name.</summary>
    private static string? ChannelOf(string? name) =>
        name is not null && CodeLists.BuiltIn[CodeListIds.Channel].TryGetByName(name, out var entry) ? entry.Code : null;

    internal static ChangeView Of(Change change)
    {
        // Where the case left, what happened is another office's.
        var left = change.Reach == ReachKind.Left;
        var numbers = left ? [] : change.Facts.Numbers;
        return new ChangeView(
            change.Cursor,
            change.Person.ToString(),
            change.Sequence,
            left ? ChangeKinds.Left : change.Event,
            EnumName.Of(change.Reach),
            change.Office,
            change.At,
            numbers
                .Select(text => Domain.Numbers.ApplicationNumber.TryParse(text, out var number) ? number.Value : null)
                .OfType<string>()
                .FirstOrDefault(),
            numbers
                .Select(text => Domain.Numbers.RegistrationNumber.TryParse(text, out var number) ? number.Value : null)
                .OfType<string>()
                .FirstOrDefault(),
            numbers.FirstOrDefault(text => Domain.Persons.MatterNumber.TryParse(text, out _)),
            left ? null : ChannelOf(change.Facts.Channel)
        )
        {
            Person = change.Person,
        };
    }
}

/// <summary>A kind of change.</summary>
/// <param name="Kind">As in <c>event</c>.</param>
public sealed record ChangeKindView([Among(ValueLists.EventKind)] string Kind, string Zh, string En);
