using System.Collections.Frozen;
using System.Net.Mime;
using Grid.Console.SignIn;
using Grid.Domain.Regions;
using Grid.Silo.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Grid.Silo.Dashboard;

/// <summary>
/// The Orleans dashboard at <c>/dashboard</c>: silos, activations, calls, latencies, reminders near. For operators of the province, by the console's
/// sign-in or by a bearer token. Nothing of a person is in what it is let show: the states of grains and the log are not served at all,
/// whoever asks, and neither is what a later version may add.
/// </summary>
public static class GridDashboard
{
    public const string Path = "/dashboard";

    /// <summary>Name of the policy, and of the scheme that chooses between cookie and token.</summary>
    public const string Policy = "grid-dashboard";

    /// <summary>
    /// How often silos publish their counters; the pages ask every second. Each sample walks over the cache of the grain directory, which has an
    /// entry for each active person: with half a million of them a sample costs 80 ms.
    /// </summary>
    private const int UpdateMilliseconds = 5000;

    private static readonly FrozenSet<string> Served = FrozenSet.ToFrozenSet(
        [
            "",
            "index.html",
            "favicon.ico",
            "index.min.js",
            "index.css",
            "fonts",
            "img",
            "version",
            "DashboardCounters",
            "ClusterStats",
            "Reminders",
            "HistoricalStats",
            "SiloProperties",
            "SiloStats",
            "SiloCounters",
            "GrainStats",
            "GrainTypes",
            "TopGrainMethods",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Who may see it; for a process that serves pages.</summary>
    public static IServiceCollection AddGridDashboard(this IServiceCollection services)
    {
        services.AddAuthentication().AddPolicyScheme(Policy, displayName: null, policy => policy.ForwardDefaultSelector = SchemeOf);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Policy, policy =>
                policy
                    .AddAuthenticationSchemes(Policy)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context =>
                        context.User.FindAll("role").Select(claim => claim.Value).ToList() is ["operator"]
                        && context.User.FindAll("office").All(claim => OfficeCode.IsOfProvince(claim.Value))
                    )
            );
        return services;
    }

    /// <summary>What silos and pages need of each other.</summary>
    public static void Configure(DashboardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.HideTrace, options.CounterUpdateIntervalMs) = (true, UpdateMilliseconds);
    }

    public static void MapGridDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var pages = app.MapOrleansDashboard(Path);
        pages.RequireAuthorization(Policy).DisableHttpMetrics();
        ((IEndpointConventionBuilder)pages).Add(Refuse);
    }

    /// <summary>A browser is shown where to sign in; a program without a token gets an error.</summary>
    private static string SchemeOf(HttpContext context)
    {
        var request = context.Request;
        var isBrowser =
            request.Cookies.Count > 0
            || request.Headers.Accept.Any(accept => accept?.Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase) == true);
        return isBrowser && !request.Headers.ContainsKey("Authorization") && HasPages(context)
            ? PagesSignIn.Scheme
            : JwtBearerDefaults.AuthenticationScheme;
    }

    /// <summary>A process with an identity provider and no client of it has no console: then only tokens are taken.</summary>
    private static bool HasPages(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<AuthenticationOptions>>().Value.SchemeMap.ContainsKey(PagesSignIn.Scheme);

    /// <summary>Everything that is not on the list is refused to all roles.</summary>
    private static void Refuse(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && Served.Contains(FirstSegment(route)))
            return;
        endpoint.RequestDelegate = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static string FirstSegment(string route)
    {
        var rest = route.AsSpan(Path.Length).Trim('/');
        return (rest.IndexOf('/') is var end and >= 0 ? rest[..end] : rest).ToString();
    }
}
