using System.Diagnostics;
using System.Security.Claims;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Access;

/// <summary>Puts signing in to the pages and out of them on the access log.</summary>
internal sealed class SignInLog(IAccessLog log, DenialLog denials, TimeProvider clock)
{
    /// <summary>A sign-in. If it cannot be logged it fails, and there is no session.</summary>
    /// <exception cref="Grains.Interfaces.Persons.StoreUnavailableException">It could not be written.</exception>
    public Task SignedInAsync(HttpContext context, ClaimsPrincipal user) =>
        log.WriteAsync(
            new AccessEntry(ActorOf(user), AccessActions.SignIn, [], null, null, Activity.Current?.TraceId.ToHexString(), clock.GetUtcNow())
            {
                Outcome = AccessOutcome.SignedIn,
                Address = DenialLog.AddressOf(context),
            },
            CancellationToken.None
        );

    /// <summary>A sign-in did not succeed: the provider said no, or its answer was not valid.</summary>
    public Task FailedAsync(HttpContext context) =>
        denials.RecordAsync(context, Caller.Anonymous.Actor, AccessActions.SignIn, AccessOutcome.SignInFailed, []);

    /// <summary>Somebody signs out. Bounded like a denial: the same cookie can be sent any number of times.</summary>
    public Task SignedOutAsync(HttpContext context, ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
            ? denials.RecordAsync(context, ActorOf(user), AccessActions.SignOut, AccessOutcome.SignedOut, [])
            : Task.CompletedTask;

    /// <summary>A page that is not for the role.</summary>
    public Task PageDeniedAsync(HttpContext context) =>
        denials.RecordAsync(context, ActorOf(context.User), AccessActions.OpenPage, AccessOutcome.NotAllowed, []);

    /// <summary>By the claims of a session; a provider's user without a role of ours is logged too.</summary>
    private static Actor ActorOf(ClaimsPrincipal user) =>
        new(
            user.FindFirst("sub")?.Value is { Length: > 0 and <= 100 } subject && !Domain.Text.StorableText.HasControl(subject)
                ? subject
                : "-",
            RoleNames.Find(user.FindFirst("role")?.Value) ?? Role.Anonymous,
            user.FindFirst("office")?.Value is { Length: > 0 and <= 20 } office && !Domain.Text.StorableText.HasControl(office)
                ? office
                : null
        );
}
