using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Notices;

/// <summary>Messages to persons that did not arrive, and what the SMS gateway reports later.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/notices/undelivered", Undelivered)
            .WithTags("Notices")
            .Reads("notices.undelivered")
            .Queries("office", "region", "pageSize", "cursor");
        routes.MapPost("/v1/notices/{id}/retry", Retry).WithTags("Notices").Writes("notices.retry").Produces(StatusCodes.Status202Accepted);
        routes.MapPost("/v1/gateway/delivery-reports", Report).WithTags("Notices").Repeats("notices.delivery-report");
    }

    /// <summary>Messages that will not be tried again by themselves, oldest first.</summary>
    private static async Task<Ok<UndeliveredView>> Undelivered(
        HttpRequest request,
        Caller caller,
        INoticeOutbox outbox,
        Grains.Interfaces.Reference.IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var page = query.Page();
        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var found = await outbox.UndeliveredAsync(scope, page, cancelled);
        await access.ListAsync(
            caller,
            "notices.undelivered",
            [.. found.Items.Select(item => item.Person).Distinct()],
            "undelivered " + (scope.Office ?? scope.RegionPrefix),
            cancelled
        );
        return TypedResults.Ok(new UndeliveredView([.. found.Items.Select(UndeliveredLine.Of)], query.Next(found.Next)));
    }

    /// <summary>Puts a message back to be sent. The second time it is no longer on the list.</summary>
    private static async Task<IdempotentAnswer> Retry(
        WriteRequest write,
        string id,
        Body<NoBody> body,
        INoticeOutbox outbox,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();

        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            return await outbox.RetryAsync(wanted, Scope.ForLists(write.Caller), clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.NotFound).AsException();
        });
    }

    /// <summary>The gateway tells what became of a message that it took.</summary>
    private static async Task<NoContent> Report(
        Body<DeliveryReportBody> body,
        INoticeOutbox outbox,
        TimeProvider clock,
        IOptions<OtherClocksOptions> otherClocks,
        CancellationToken cancelled
    )
    {
        var report = body.Value.Read(new Fields(clock), clock.GetUtcNow(), otherClocks.Value.Tolerance);
        return await outbox.MarkDeliveryAsync(report.GatewayId, report.Delivered, report.Reason, report.At, cancelled)
            ? TypedResults.NoContent()
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }
}

/// <summary>A page of undelivered messages.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record UndeliveredView(IReadOnlyList<UndeliveredLine> Items, string? Next);

/// <summary>A message that could not be delivered.</summary>
/// <param name="Error">What the gateway said.</param>
/// <param name="Retry">Where it is put back to be sent.</param>
public sealed record UndeliveredLine(
    string Id,
    string PersonId,
    [NamesOf<NoticeKind>] string Kind,
    string Office,
    int Attempts,
    string Error,
    DateTimeOffset Since,
    string Href,
    string Retry
)
{
    internal static UndeliveredLine Of(UndeliveredNotice notice)
    {
        var id = notice.Id.ToString(CultureInfo.InvariantCulture);
        return new UndeliveredLine(
            id,
            notice.Person.ToString(),
            EnumName.Of(notice.Kind),
            notice.Office,
            notice.Attempts,
            Mask.Text(notice.Reason)!,
            notice.Since,
            $"/v1/persons/{notice.Person}",
            $"/v1/notices/{id}/retry"
        );
    }
}
