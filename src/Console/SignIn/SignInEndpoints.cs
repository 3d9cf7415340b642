using System.Text.Encodings.Web;
using Grid.Api.Access;
using Grid.Api.Security;
using Grid.Console.Hosting;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

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
            routes.MapGet(PagesSignIn.SignInPath, (string? returnUrl, HttpContext context, ProviderKeys keys) =>
            {
                // The visitor would get no answer there, and we could not redeem the code afterwards.
                if (keys.Outage > TimeSpan.Zero)
                    throw new ProviderUnavailableException();
                SignInCookies.RemoveOld(context);
                return TypedResults.Challenge(
                    new AuthenticationProperties { RedirectUri = PagesSignIn.Local(returnUrl) },
                    [PagesSignIn.ProviderScheme]
                );
            });
        }

        routes.MapPost(PagesSignIn.SignOutPath, async (HttpContext context, [FromForm] string? stay, SignInLog log) =>
        {
            _ = stay;
            await log.SignedOutAsync(context, context.User);
            await context.SignOutAsync(PagesSignIn.Scheme);
            return TypedResults.LocalRedirect("/console/signed-out");
        });
        routes.MapGet("/console/signed-out", () => new RazorComponentResult<SignedOutPage>());
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
