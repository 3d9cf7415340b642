using System.Text.Encodings.Web;
using Grid.Api.Access;
using Grid.Api.Security;
using Grid.Console.Hosting;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Console.SignIn;

/// <summary>Signing in and out: by the province's identity provider, or in development by choosing a role.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes, ConsoleMode mode)
    {
        if (mode == ConsoleMode.Development)
        {
            routes.MapGet(PagesSignIn.SignInPath, (string? returnUrl, string? problem) =>
                new RazorComponentResult<SignInPage>(new { ReturnUrl = PagesSignIn.Local(returnUrl), Problem = problem })
            );
            routes.MapPost(PagesSignIn.SignInPath, ChooseAsync);
        }
        else
        {
            routes.MapGet(PagesSignIn.SignInPath, GoToProvider);
        }

        routes.MapPost(PagesSignIn.ActivePath, (Delegate)ActAsync);
        routes.MapPost(PagesSignIn.SignOutPath, SignOutAsync);
        routes.MapGet(ProviderSignOut.SignedOutPath, (string? here) =>
            new RazorComponentResult<SignedOutPage>(new { HereAlone = here is not null })
        );
    }

    private static ChallengeHttpResult GoToProvider(string? returnUrl, HttpContext context, ProviderKeys keys, IdleSessions sessions)
    {
        // The visitor would get no answer there, and we could not redeem the code afterwards.
        if (keys.Outage > TimeSpan.Zero)
            throw new ProviderUnavailableException();
        SignInCookies.RemoveOld(context);
        return TypedResults.Challenge(
            new OpenIdConnectChallengeProperties
            {
                RedirectUri = PagesSignIn.Local(returnUrl),

                // The provider may still know who left: it is to ask for the password.
                Prompt =
                    SessionCookie.Read(context) is { } before && sessions.WasLeft(before.Properties) ? OpenIdConnectPrompt.Login : null,
            },
            [PagesSignIn.ProviderScheme]
        );
    }

    /// <summary>Somebody is there: the session, if it is not over, goes on. Only what the browser says of itself leads here.</summary>
    private static async Task<IResult> ActAsync(HttpContext context)
    {
        if (await context.AuthenticateAsync(PagesSignIn.Scheme) is not { Succeeded: true } session)
            return TypedResults.Unauthorized();
        await context.SignInAsync(PagesSignIn.Scheme, session.Principal, session.Properties);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Ends the session here whatever the provider does, and then there. Also one that is over already: at the provider somebody may still be
    /// signed in.
    /// </summary>
    private static async Task<IResult> SignOutAsync(
        HttpContext context,
        IAntiforgery forms,
        SignInLog log,
        IdleSessions sessions,
        ProviderSignOut provider,
        ConsoleState console
    )
    {
        // No cookie comes with what another site sends (SameSite).
        if (SessionCookie.Read(context) is not { } session)
            return TypedResults.LocalRedirect(ProviderSignOut.SignedOutPath);
        if (context.User.Identity?.IsAuthenticated == true && !await forms.IsRequestValidAsync(context))
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        sessions.End(session.Principal);
        await context.SignOutAsync(PagesSignIn.Scheme);
        await log.SignedOutAsync(context, session.Principal);
        if (console.Mode != ConsoleMode.Provider)
            return TypedResults.LocalRedirect(ProviderSignOut.SignedOutPath);
        return provider.AddressFor(context.Request, session.Properties) is { } there
            ? TypedResults.Redirect(there)
            : TypedResults.LocalRedirect(ProviderSignOut.SignedOutPath + "?here");
    }

    private static async Task<IResult> ChooseAsync(
        HttpContext context,
        [FromForm] string role,
        [FromForm] string? office,
        [FromForm] string? returnUrl,
        DevelopmentMint mint,
        IReferenceData reference,
        SignInLog log
    )
    {
        var back = PagesSignIn.Local(returnUrl);
        string Again(string problem) => $"{PagesSignIn.SignInPath}?problem={problem}&returnUrl={UrlEncoder.Default.Encode(back)}";
        office = string.IsNullOrWhiteSpace(office) ? null : office.Trim();
        if (RoleNames.FindOfPerson(role) is not { } known || (office is not null && reference.Offices.Find(office) is null))
            return TypedResults.LocalRedirect(Again(office is null ? "role" : "office"));
        if (office is null && known is Domain.Persons.Role.Supervisor or Domain.Persons.Role.Clerk)
            return TypedResults.LocalRedirect(Again("office"));
        var now = RealClock.Now;
        if (mint.Sign(role, office, now) is not var (token, claims))
            return TypedResults.LocalRedirect(Again("key"));
        var user = PagesSignIn.Principal(token, claims);
        await log.SignedInAsync(context, user);
        await context.SignInAsync(
            PagesSignIn.Scheme,
            user,
            new AuthenticationProperties { ExpiresUtc = now + DevelopmentMint.Lifetime, IsPersistent = false }
        );
        var first = PageCatalogue.All.FirstOrDefault(page => page.Allows(user));
        return TypedResults.LocalRedirect(back == "/console" && first is not null ? first.Href : back);
    }
}
