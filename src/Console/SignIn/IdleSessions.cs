using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Grid.Console.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Grid.Console.SignIn;

/// <summary>
/// When somebody last did something at the pages of a session, which ends when it is left alone. Signing in counts, and what the pages' script
/// reports of mouse, keyboard and screen; what a page asks for by itself does not. The moment is in the session's cookie, for every process;
/// and here, for the pages that are connected with this one.
/// </summary>
/// <param name="clock">The time of day outside.</param>
/// <param name="options">How long a session may be left alone.</param>
internal sealed class IdleSessions(TimeProvider clock, IOptions<ConsoleOptions> options)
{
    /// <summary>The claim with the session's name: random, and in the encrypted cookie alone.</summary>
    public const string SessionClaim = "grid-session";

    private const string Item = "grid-active";
    private const int Many = 1000;

    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>Somebody is there: before the session's cookie is written, into it.</summary>
    public void Act(ClaimsPrincipal user, AuthenticationProperties cookie)
    {
        var now = clock.GetUtcNow();
        cookie.Items[Item] = now.ToString("O", CultureInfo.InvariantCulture);
        Keep(user, now);
    }

    /// <summary>
    /// Whether the session of a cookie goes on. A cookie from before there were such sessions does not say when somebody was there: it is over.
    /// </summary>
    public bool GoesOn(ClaimsPrincipal? user, AuthenticationProperties cookie)
    {
        if (user is null || MomentOf(cookie) is not { } moment)
            return false;
        Keep(user, moment);
        return !IsOver(user);
    }

    /// <summary>Whether the session whose page is open has ended: it was left alone, or somebody signed out at another page of it.</summary>
    public bool IsOver(ClaimsPrincipal user) =>
        NameOf(user) is not { } name || !sessions.TryGetValue(name, out var session) || session.Ended || IsLong(session.Last);

    /// <summary>
    /// Whether the last to do something was too long ago, whatever else ended the session: who goes on at this browser may be somebody else.
    /// </summary>
    public bool WasLeft(AuthenticationProperties cookie) => MomentOf(cookie) is not { } moment || IsLong(moment);

    /// <summary>Somebody signed out: the session's pages that are open get nothing more, and its cookie opens none here.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (NameOf(user) is { } name)
            sessions[name] = new Session(clock.GetUtcNow(), Ended: true);
    }

    private void Keep(ClaimsPrincipal user, DateTimeOffset moment)
    {
        if (NameOf(user) is not { } name)
            return;
        sessions.AddOrUpdate(
            name,
            _ => new Session(moment, Ended: false),
            (_, known) => known.Ended || known.Last >= moment ? known : known with { Last = moment }
        );

        // Of what is forgotten the cookies say that it is over.
        if (sessions.Count <= Many)
            return;
        foreach (var (old, _) in sessions.Where(one => IsLong(one.Value.Last)))
            sessions.TryRemove(old, out _);
    }

    private bool IsLong(DateTimeOffset moment) => clock.GetUtcNow() - moment >= options.Value.Idle;

    private static string? NameOf(ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    private static DateTimeOffset? MomentOf(AuthenticationProperties cookie) =>
        cookie.Items.TryGetValue(Item, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? moment
            : null;

    private readonly record struct Session(DateTimeOffset Last, bool Ended);
}
