using System.Security.Claims;
using Grid.Console.Hosting;
using Grid.Console.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Console.Tests.SignIn;

/// <summary>How long a session goes on that is left alone, seen by the process that has its pages and by one that has only the cookie.</summary>
public sealed class IdleSessionsTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly IdleSessions here;
    private readonly IdleSessions elsewhere;
    private readonly ClaimsPrincipal user = NewUser();
    private readonly AuthenticationProperties cookie = new();

    public IdleSessionsTests()
    {
        var options = Options.Create(new ConsoleOptions());
        (here, elsewhere) = (new IdleSessions(clock, options), new IdleSessions(clock, options));
        here.Act(user, cookie);
    }

    [Fact]
    public void It_ends_after_half_an_hour()
    {
        clock.Advance(Idle - Moment);
        Assert.True(here.GoesOn(user, cookie));
        Assert.True(elsewhere.GoesOn(user, cookie));
        Assert.False(here.IsOver(user));
        Assert.False(here.WasLeft(cookie));
        clock.Advance(Moment);
        Assert.False(here.GoesOn(user, cookie));
        Assert.False(elsewhere.GoesOn(user, cookie));
        Assert.True(here.IsOver(user));
        Assert.True(here.WasLeft(cookie));
    }

    [Fact]
    public void Whoever_does_something_has_another_half_hour_everywhere()
    {
        clock.Advance(Idle - Moment);
        var before = cookie.Clone();
        here.Act(user, cookie);
        clock.Advance(Idle - Moment);
        Assert.True(elsewhere.GoesOn(user, cookie));
        Assert.False(elsewhere.GoesOn(NewUser(), new AuthenticationProperties()));

        // A request with the cookie of before, which was under way, ends nothing here.
        Assert.True(here.GoesOn(user, before));
    }

    [Fact]
    public void Pages_of_a_session_that_this_process_never_saw_show_nothing() => Assert.True(elsewhere.IsOver(user));

    [Fact]
    public void Who_signed_out_is_out_whatever_arrives_late()
    {
        here.End(user);
        here.Act(user, cookie);
        Assert.True(here.IsOver(user));
        Assert.False(here.GoesOn(user, cookie));
    }

    [Fact]
    public void A_cookie_of_before_there_were_such_sessions_is_over()
    {
        var old = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "liu")], PagesSignIn.Scheme));
        Assert.False(here.GoesOn(user, new AuthenticationProperties()));
        Assert.False(here.GoesOn(old, cookie));
        Assert.True(here.WasLeft(new AuthenticationProperties()));
    }

    [Fact]
    public void What_is_over_is_forgotten_and_stays_over()
    {
        here.End(user);
        clock.Advance(Idle);
        for (var i = 0; i < 1001; i++)
            here.Act(NewUser(), new AuthenticationProperties());
        Assert.True(here.IsOver(user));
        Assert.False(here.GoesOn(user, cookie));
    }

    private static ClaimsPrincipal NewUser() => PagesSignIn.Principal("-", [new Claim("sub", "liu")]);
}
