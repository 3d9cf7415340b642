using Grid.Proxy.Health;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;

namespace Grid.Proxy.Hosting;

/// <summary>
/// Which request goes where. The API's goes to any process; the operators' pages hold their state in the process that drew them, so a
/// browser stays with its own. <c>/metrics</c> does not pass: each process has its own.
/// </summary>
internal static class ProxyTable
{
    private const string Api = "api";
    private const string Pages = "pages";

    private static readonly string[] ApiPaths = ["/v1/{**rest}", "/openapi/{**rest}", "/problems/{**rest}", "/health/{**rest}"];

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        .. ApiPaths.Select(path => new RouteConfig
        {
            RouteId = path,
            ClusterId = Api,
            Order = 0,
            Match = new RouteMatch { Path = path },
        }),
        new()
        {
            RouteId = Pages,
            ClusterId = Pages,
            Order = 1,
            Match = new RouteMatch { Path = "/{**rest}" },
        },
    ];

    public static IReadOnlyList<ClusterConfig> Clusters(ProxySettings settings) =>
        [
            Cluster(Api, settings),
            Cluster(Pages, settings) with
            {
                SessionAffinity = new SessionAffinityConfig
                {
                    Enabled = true,
                    Policy = SessionAffinityConstants.Policies.HashCookie,
                    FailurePolicy = SessionAffinityConstants.FailurePolicies.Redistribute,
                    AffinityKeyName = "grid-process",
                    Cookie = new SessionAffinityCookieConfig
                    {
                        HttpOnly = true,
                        SameSite = SameSiteMode.Lax,
                        SecurePolicy = CookieSecurePolicy.SameAsRequest,
                    },
                },
            },
        ];

    private static ClusterConfig Cluster(string id, ProxySettings settings) =>
        new()
        {
            ClusterId = id,
            LoadBalancingPolicy = LoadBalancingPolicies.LeastRequests,
            Destinations = settings
                .Targets.Select((target, i) => (Name: $"api-{i + 1}", target))
                .ToDictionary(one => one.Name, one => new DestinationConfig { Address = one.target.AbsoluteUri }, StringComparer.Ordinal),
            HealthCheck = new HealthCheckConfig
            {
                // With none ready, a process that says why (503, Retry-After) is better than none.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
                Active = new ActiveHealthCheckConfig
                {
                    Enabled = true,
                    Interval = settings.Probing,
                    Timeout = settings.ProbeTimeout,
                    Policy = ReadinessPolicy.PolicyName,
                    Path = "/health/ready",
                },
            },
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = settings.Patience },
        };
}
