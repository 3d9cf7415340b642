using System.Net.Http.Json;
using Grid.Api.Tests.Hosts;
using Grid.SmsSimulator;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Notices;

/// <summary>
/// The host with a gateway: the simulator, which reports deliveries back to the host. At any hour, so that no test waits for the morning.
/// </summary>
public sealed class GatewayHost : ApiHost
{
    private readonly string url = $"http://127.0.0.1:{FreePorts.Take()}";
    private readonly string token = Path.GetTempFileName();
    private readonly HttpClient http = new();
    private WebApplication simulator = null!;

    public AcceptedMessages Taken => simulator.Services.GetRequiredService<AcceptedMessages>();

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GRID_SMS_URL"] = url,
            ["Grid:Notices:Interval"] = "00:00:00.050",
            ["Grid:Notices:QuietFrom"] = "00:00",
            ["Grid:Notices:QuietTo"] = "00:00",
        };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AllowReportsAsync();
        var callback = new DeliveryCallback(new Uri(Address, "/v1/gateway/delivery-reports"), token)
        {
            FirstWait = TimeSpan.FromMilliseconds(50),
            LongestWait = TimeSpan.FromMilliseconds(200),
            Attempts = 200,
        };
        simulator = SimulatedGateway.Create(url, TimeProvider.System, callback);
        await simulator.StartAsync(TestContext.Current.CancellationToken);
        await FailAsync(new Faults());
    }

    public Task AllowReportsAsync() =>
        File.WriteAllTextAsync(token, Token("delivery-gateway", subject: "sms-gateway"), TestContext.Current.CancellationToken);

    /// <summary>The gateway's reports are rejected (401) until they are allowed again.</summary>
    public Task RefuseReportsAsync() => File.WriteAllTextAsync(token, "expired", TestContext.Current.CancellationToken);

    public async Task FailAsync(Faults faults)
    {
        using var answer = await http.PostAsJsonAsync(
            url + "/faults",
            faults with
            {
                ReportDelayMilliseconds = 0,
            },
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await simulator.DisposeAsync();
        http.Dispose();
        File.Delete(token);
    }
}
