using Grid.Api.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Console.SignIn;

/// <summary>The cookie of a session at the pages.</summary>
internal static class SessionCookie
{
    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = PagesSignIn.Scheme;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.SlidingExpiration = false;
        cookie.TimeProvider = RealClock.Provider;
        cookie.LoginPath = PagesSignIn.SignInPath;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = context =>
            {
                SessionsOf(context.HttpContext).Act(context.Principal!, context.Properties);
                return Task.CompletedTask;
            },
            OnValidatePrincipal = context =>
            {
                if (!SessionsOf(context.HttpContext).GoesOn(context.Principal, context.Properties))
                    context.RejectPrincipal();
                return Task.CompletedTask;
            },
            OnRedirectToAccessDenied = async denied =>
            {
                var log = denied.HttpContext.RequestServices.GetRequiredService<SignInLog>();
                await log.PageDeniedAsync(denied.HttpContext);
                denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            },
        };
    }

    /// <summary>What the browser's cookie holds, also of a session that is over; null without one that opens.</summary>
    public static AuthenticationTicket? Read(HttpContext context)
    {
        var cookie = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PagesSignIn.Scheme);
        return cookie.CookieManager.GetRequestCookie(context, cookie.Cookie.Name!) is { } value
            ? cookie.TicketDataFormat.Unprotect(value)
            : null;
    }

    private static IdleSessions SessionsOf(HttpContext context) => context.RequestServices.GetRequiredService<IdleSessions>();
}
