using System.Security.Cryptography;
using Grid.Api.Changes;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Webhooks;

/// <summary>
/// Who is told of changes by a call: made by those who look after the accounts of systems, for one office each, and watched by operators
/// (docs/changes.md).
/// </summary>
internal static class WebhookEndpoints
{
    private const string Root = "/v1/webhooks";

    /// <summary>Bytes.</summary>
    private const int KeyLength = 32;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Webhooks");
        group.MapPost("", Create).Writes("webhooks.create").Produces<WebhookView>(StatusCodes.Status201Created);
        group.MapGet("", List).Reads("webhooks.list").NamesNobody();
        group.MapGet("/{id}", One).Reads("webhooks.read").NamesNobody();
        group.MapPost("/{id}/secret", Secret).Repeats("webhooks.secret");
        group.MapPost("/{id}/pause", Pause).Writes("webhooks.pause").Produces(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/resume", Resume).Writes("webhooks.resume").Produces(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/resend", Resend).Writes("webhooks.resend").Produces(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/deletion", Delete).Writes("webhooks.delete").Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IdempotentAnswer> Create(
        WriteRequest write,
        Body<WebhookBody> body,
        IWebhooks webhooks,
        IChangeFeed feed,
        AllowedTargets targets,
        IdempotentWrites writes,
        IReferenceData reference,
        IOptions<WebhookOptions> options,
        TimeProvider clock
    )
    {
        var (name, office, address) = body.Value.Read(new Fields(clock), reference.Offices, targets);
        Scope.RequireRegion(write.Caller, office.Region.Prefix);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var now = clock.GetUtcNow();
            var cursor = await feed.NowAsync(ReachOf(office.Code.Value, reference, clock), write.Cancelled);
            var made = new NewWebhook(Guid.CreateVersion7(now), office.Code.Value, name, address, write.Caller.Actor.Subject, now, cursor);
            var view = WebhookView.Of(
                new Webhook(
                    made.Id,
                    made.Office,
                    name,
                    address,
                    WebhookState.Active,
                    made.By,
                    now,
                    null,
                    cursor,
                    0,
                    null,
                    null,
                    null,
                    null,
                    0,
                    null
                ),
                null
            );
            var answer = IdempotentWrites.Created($"{Root}/{made.Id:N}", view);
            return await webhooks.CreateAsync(made, options.Value.Most, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.TooManyWebhooks).AsException();
        });
    }

    private static async Task<Ok<WebhooksView>> List(HttpRequest request, Caller caller, IWebhooks webhooks, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        var all = await webhooks.ListAsync(new SearchScope(null, Scope.RegionOf(caller)), cancelled);
        return TypedResults.Ok(new WebhooksView([.. all.Select(one => WebhookView.Of(one, null))]));
    }

    /// <summary>With the moment of the oldest change that it was not told yet.</summary>
    private static async Task<Ok<WebhookView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IWebhooks webhooks,
        IChangeFeed feed,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var found = await RequireAsync(id, caller, webhooks, reference, cancelled);
        var waiting = await feed.ReadAsync(ReachOf(found.Office, reference, clock), found.Cursor, 1, cancelled);
        return TypedResults.Ok(WebhookView.Of(found, waiting?.Items is [var oldest, ..] ? oldest.At : null));
    }

    /// <summary>A new secret, shown this once. The one before is good for a while, so that the receiver can take the new one over.</summary>
    private static async Task<Ok<WebhookSecretView>> Secret(
        string id,
        Caller caller,
        Body<NoBody> body,
        IWebhooks webhooks,
        IReferenceData reference,
        IOptions<WebhookOptions> options,
        HttpContext context,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var found = await RequireAsync(id, caller, webhooks, reference, cancelled);
        var now = clock.GetUtcNow();
        var secret = new WebhookSecret(
            $"k{now.ToUnixTimeSeconds()}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}",
            RandomNumberGenerator.GetBytes(KeyLength)
        );
        var oldUntil = now + options.Value.OldSecretFor;
        if (!await webhooks.SetSecretAsync(found.Id, secret, oldUntil, cancelled))
            throw new Problem(ProblemCatalogue.NotFound).AsException();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(
            new WebhookSecretView(secret.KeyId, "whsec_" + Convert.ToBase64String(secret.Key), found.KeyId is null ? null : oldUntil)
        );
    }

    private static Task<IdempotentAnswer> Pause(
        string id,
        WriteRequest write,
        Body<NoBody> body,
        IWebhooks webhooks,
        IdempotentWrites writes,
        IReferenceData reference
    ) =>
        ChangeAsync(id, write, body, webhooks, writes, reference, (found, receipt) =>
            webhooks.SetStateAsync(found.Id, WebhookState.Paused, receipt, write.Cancelled)
        );

    private static Task<IdempotentAnswer> Resume(
        string id,
        WriteRequest write,
        Body<NoBody> body,
        IWebhooks webhooks,
        IdempotentWrites writes,
        IReferenceData reference
    ) =>
        ChangeAsync(id, write, body, webhooks, writes, reference, (found, receipt) =>
            webhooks.SetStateAsync(found.Id, WebhookState.Active, receipt, write.Cancelled)
        );

    private static Task<IdempotentAnswer> Delete(
        string id,
        WriteRequest write,
        Body<NoBody> body,
        IWebhooks webhooks,
        IdempotentWrites writes,
        IReferenceData reference
    ) =>
        ChangeAsync(id, write, body, webhooks, writes, reference, (found, receipt) =>
            webhooks.DeleteAsync(found.Id, receipt, write.Cancelled)
        );

    private static Task<IdempotentAnswer> Resend(
        string id,
        WriteRequest write,
        Body<WebhookPlaceBody> body,
        IWebhooks webhooks,
        IChangeFeed feed,
        IdempotentWrites writes,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var after = body.Value.Read(new Fields(clock));
        return ChangeAsync(id, write, body, webhooks, writes, reference, async (found, receipt) =>
        {
            var place = await PlaceAsync(found.Office);
            return await webhooks.MoveAsync(found.Id, place, receipt, write.Cancelled);
        });

        async Task<string> PlaceAsync(string office)
        {
            var reach = ReachOf(office, reference, clock);
            if (after == ChangeEndpoints.Now)
                return await feed.NowAsync(reach, write.Cancelled);
            if (after is null)
                return await feed.StartAsync(reach, write.Cancelled);
            try
            {
                return await feed.ReadAsync(reach, after, 1, write.Cancelled) is null
                    ? throw new Problem(ProblemCatalogue.ChangesGone).AsException()
                    : after;
            }
            catch (InvalidCursorException)
            {
                throw Problem.Fields(new FieldError("after", FieldCodes.BadCursor)).AsException();
            }
        }
    }

    private static async Task<IdempotentAnswer> ChangeAsync<T>(
        string id,
        WriteRequest write,
        Body<T> body,
        IWebhooks webhooks,
        IdempotentWrites writes,
        IReferenceData reference,
        Func<Webhook, Grains.Interfaces.Receipts.CommandReceipt, Task<bool>> change
    )
        where T : class, IRequest<T> => await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var found = await RequireAsync(id, write.Caller, webhooks, reference, write.Cancelled);
            var answer = IdempotentWrites.Accepted();
            return await change(found, receipt(answer)) ? answer : throw new Problem(ProblemCatalogue.NotFound).AsException();
        });

    /// <summary>The webhook, where its office is in the caller's region; 404 otherwise, as if it were not there.</summary>
    private static async Task<Webhook> RequireAsync(
        string id,
        Caller caller,
        IWebhooks webhooks,
        IReferenceData reference,
        CancellationToken cancelled
    )
    {
        if (!Guid.TryParseExact(id, "N", out var wanted))
            throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
        return
            await webhooks.FindAsync(wanted, cancelled) is { } found
            && reference.Offices.Find(found.Office)?.Region.Prefix.StartsWith(Scope.RegionOf(caller), StringComparison.Ordinal) == true
            ? found
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    private static ChangeReach ReachOf(string office, IReferenceData reference, TimeProvider clock) =>
        ReachOfChanges.Of(WebhookDelivery.CallerOf(office, reference.Offices, clock.Today()), reference.Offices);
}

/// <summary>The webhooks of the caller's region.</summary>
/// <param name="Items">By office and age.</param>
public sealed record WebhooksView(IReadOnlyList<WebhookView> Items);

/// <summary>A webhook and how it is.</summary>
/// <param name="Office">Whose changes it is told: of this office and those below its region.</param>
/// <param name="Status"><c>active</c>; <c>paused</c>; <c>dead</c>: given up after it failed for too long.</param>
/// <param name="KeyId">Names its secret; absent: none was taken yet, and nothing is sent.</param>
/// <param name="CreatedBy">Subject of who made it.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="FailingSince">Absent while it works.</param>
/// <param name="NextAttemptAt">Absent: at once.</param>
/// <param name="LastAnswer">A status, or why there was none: <c>no answer in time</c>, <c>not reached</c>, <c>unknown host</c>,
/// <c>certificate not accepted</c>, <c>address not allowed</c>, <c>host not allowed</c>.</param>
/// <param name="Delivered">How many changes, repeats included.</param>
/// <param name="WaitingSince">Moment of the oldest change that it was not told yet; only where one webhook is read.</param>
public sealed record WebhookView(
    string Id,
    string Name,
    string Office,
    string Address,
    [NamesOf<WebhookState>] string Status,
    string? KeyId,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    int Failures,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NextAttemptAt,
    string? LastAnswer,
    DateTimeOffset? LastAttemptAt,
    long Delivered,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? WaitingSince,
    string Href
)
{
    internal static WebhookView Of(Webhook one, DateTimeOffset? waitingSince) =>
        new(
            one.Id.ToString("N"),
            one.Name,
            one.Office,
            one.Address,
            EnumName.Of(one.State),
            one.KeyId,
            one.By,
            one.At,
            one.Failures,
            one.FailingSince,
            one.NotBefore,
            one.LastAnswer,
            one.LastAt,
            one.Delivered,
            one.DeliveredAt,
            waitingSince,
            $"/v1/webhooks/{one.Id:N}"
        );
}

/// <summary>A webhook's new secret.</summary>
/// <param name="KeyId">Its name, in the header <c>webhook-key-id</c>.</param>
/// <param name="Secret">The key in base64 after <c>whsec_</c>. It is shown this once.</param>
/// <param name="OldUntil">Until when deliveries are signed with the one before, too; absent for the first one.</param>
public sealed record WebhookSecretView(string KeyId, string Secret, DateTimeOffset? OldUntil);
