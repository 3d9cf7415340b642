using Grid.Api.Tests.Hosts;
using Grid.Console.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Console.Tests.Hosts;

/// <summary>The real host with its pages over a real database: silo, API and console in one process.</summary>
public class PagesHost : ApiHost
{
    /// <summary>In front of what the pages ask the API.</summary>
    public FaultSwitch Faults { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Grid:Console:Refresh"] = "00:00:01" };

    /// <summary>Where a browser begins; the API listens at the same address.</summary>
    public Uri Pages => Address;

    protected override void Adjust(WebApplicationBuilder builder)
    {
        base.Adjust(builder);
        builder.Services.AddHttpClient(ApiClient.Name).AddHttpMessageHandler(() => new FaultHandler(Faults));
    }
}
