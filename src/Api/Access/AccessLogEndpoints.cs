using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Access;

/// <summary>Who read or revealed what. Reading it is recorded too.</summary>
internal static class AccessLogEndpoints
{
    private const string Operation = "access-log.read";

    /// <summary>Days without <c>from</c>.</summary>
    private const int UsualDays = 7;

    private const int MostDays = 366;

    public static void MapAccessLog(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/access-log", List)
            .WithTags("Access log")
            .Reads(Operation)
            .Queries("from", "to", "actor", "person", "action", "outcome", "pageSize", "cursor");

    /// <summary>The newest first, of the days <c>from</c> and <c>to</c>, both inclusive; the last seven when absent, at most 366.</summary>
    private static async Task<Ok<AccessPageView>> List(
        HttpRequest request,
        Caller caller,
        IAccessReads log,
        AccessRecorder access,
        RoleMatrix matrix,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var today = clock.Today();
        var to = query.Text("to", 10) is null ? today : query.Date("to") ?? today;
        var from = query.Text("from", 10) is null ? to.AddDays(1 - UsualDays) : query.Date("from") ?? to;
        if (from > to || to.DayNumber - from.DayNumber >= MostDays)
            query.Wrong("from", FieldCodes.OutOfRange);

        var actor = query.Text("actor", 100);
        PersonId? person = null;
        if (query.Text("person", 40) is { } text)
        {
            if (PersonId.TryParse(text, out var parsed))
            {
                person = parsed;
            }
            else
            {
                query.Wrong("person", FieldCodes.BadCode);
            }
        }

        var action = query.Text("action", 60);
        if (action is not null && !AccessActions.IsKnown(action, matrix))
            query.Wrong("action", FieldCodes.NotInList);

        var outcome = query.Name<AccessOutcome>("outcome");
        var page = query.Page();
        query.ThrowIfWrong();
        var filter = new AccessFilter(Scope.ForLists(caller), ChinaTime.StartOf(from), ChinaTime.EndOf(to), actor, person, action)
        {
            Outcome = outcome,
        };
        string?[] said =
        [
            $"{from:yyyy-MM-dd} {to:yyyy-MM-dd}",
            actor is null ? null : "actor " + actor,
            action is null ? null : "action " + action,
            outcome is { } became ? "outcome " + EnumName.Of(became) : null,
        ];
        await access.ListAsync(
            caller,
            Operation,
            person is { } one ? [one] : [],
            string.Join(' ', said.Where(part => part is not null)),
            cancelled
        );
        var found = await log.ListAsync(filter, page, cancelled);
        return TypedResults.Ok(
            new AccessPageView(from, to, [.. found.Items.Select(line => AccessLineView.Of(line, matrix))], query.Next(found.Next))
        );
    }
}

/// <summary>A page of the access log.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record AccessPageView(DateOnly From, DateOnly To, IReadOnlyList<AccessLineView> Items, string? Next);

/// <summary>A read or reveal of personal data, a denial, a sign-in or a sign-out.</summary>
/// <param name="Actor">Who: the token's subject.</param>
/// <param name="Role">As what.</param>
/// <param name="Office">For which office; absent for roles without one.</param>
/// <param name="Action">The operation, as in <c>/v1/roles</c>.</param>
/// <param name="Words">What that is called; absent for an operation that is no longer offered.</param>
/// <param name="Note">The reason given, where the operation asks for one.</param>
/// <param name="Filter">What a list was filtered by, masked.</param>
/// <param name="TraceId">To find the request in the logs.</param>
/// <param name="Persons">Whose data were shown or asked for in vain, by their opaque identifiers.</param>
/// <param name="Outcome"><c>shown</c>; why nothing was: <c>notSignedIn</c>, <c>notAllowed</c>, <c>outOfReach</c>, <c>notFound</c>,
/// <c>pairFailed</c>, <c>limited</c>; or <c>signedIn</c>, <c>signInFailed</c>, <c>signedOut</c>.</param>
/// <param name="Address">The client's address; absent in old entries.</param>
/// <param name="Times">How many requests the entry counts for: more than 1 for denials beyond a limit.</param>
public sealed record AccessLineView(
    long Id,
    DateTimeOffset At,
    string Actor,
    [Among("Role")] string Role,
    string? Office,
    string Action,
    Words? Words,
    string? Note,
    string? Filter,
    string? TraceId,
    IReadOnlyList<string> Persons,
    [NamesOf<AccessOutcome>] string Outcome,
    string? Address,
    int Times
)
{
    internal static AccessLineView Of(AccessLine line, RoleMatrix matrix) =>
        new(
            line.Id,
            line.At,
            line.Actor,
            line.Role,
            line.Office,
            line.Action,
            AccessActions.WordsOf(line.Action, matrix),
            line.Reason,
            line.Filter,
            line.TraceId,
            [.. line.Persons.Select(person => person.ToString())],
            line.Outcome,
            line.Address,
            line.Times
        );
}
