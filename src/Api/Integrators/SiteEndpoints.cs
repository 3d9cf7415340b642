using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Grid.Api.Integrators;

/// <summary>
/// The documentation for integrators at <c>/integrators</c>, and the interactive reference at <c>/reference</c>. Both are public, as the
/// OpenAPI documents are. Neither loads anything from another host.
/// </summary>
internal static class SiteEndpoints
{
    public const string Root = "/integrators";
    public const string Reference = "/reference";

    /// <summary>Pages without script.</summary>
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The reference is a program in the page, with styles of its own. It may talk to this register, and to nobody else.</summary>
    private const string ReferencePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Name, Words Title, string Address)[] Documents =
    [
        ("office", new("经办机构", "Offices"), "/openapi/office.json"),
        ("statistics", new("统计", "Statistics"), "/openapi/statistics.json"),
        ("operators", new("运维", "Operators"), "/openapi/operators.json"),
        ("machines", new("对接系统", "Machines"), "/openapi/machines.json"),
        ("all", new("全部", "Everything"), GridOpenApi.NewerAddress),
    ];

    /// <summary>Adds both.</summary>
    public static void MapIntegrators(this IEndpointRouteBuilder routes)
    {
        var site = new Site(hasReference: true);
        routes.MapGet(Root, (HttpContext context) => ToHome(context)).LimitedByAddress().ExcludeFromDescription();
        routes
            .MapGet(Root + "/{file}", (string file, HttpContext context) => Page(site, file, context))
            .LimitedByAddress()
            .ComesWithRelease()
            .ExcludeFromDescription();
        routes
            .MapScalarApiReference(Reference, options =>
            {
                options.WithTitle("Grid").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
                foreach (var (name, title, address) in Documents)
                    options.AddDocument(name, $"{title.Zh} / {title.En}", address, isDefault: name == "office");
            })
            .AddEndpointFilter(
                async (context, next) =>
                {
                    context.HttpContext.Response.Headers.ContentSecurityPolicy = ReferencePolicy;
                    return await next(context);
                }
            )
            .WithMetadata(LimitedByAddress.Instance);
    }

    private static RedirectHttpResult ToHome(HttpContext context)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return TypedResults.Redirect($"{Root}/{Site.Home(RequestLanguage.Of(context.Request))}");
    }

    private static ContentHttpResult Page(Site site, string file, HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        if (file == Site.StyleFile)
            return TypedResults.Content(Site.Style, "text/css; charset=utf-8");
        return site.Find(file) is { } page
            ? TypedResults.Content(page, "text/html; charset=utf-8")
            : TypedResults.Content(
                site.NotFound(RequestLanguage.Of(context.Request)),
                "text/html; charset=utf-8",
                statusCode: StatusCodes.Status404NotFound
            );
    }
}
