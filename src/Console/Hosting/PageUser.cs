using Grid.Console.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Grid.Console.Hosting;

/// <summary>On the pages and their connection the user is whom the cookie names, not the bearer of a token.</summary>
internal sealed class PageUser(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if ((await context.AuthenticateAsync(PagesSignIn.Scheme)) is { Succeeded: true, Principal: { } principal })
            context.User = principal;
        await next(context);
    }
}
