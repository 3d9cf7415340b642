using System.Net.Http.Json;
using Grid.Grains.Interfaces.Notices;
using Grid.Silo.Notices;
using Grid.SmsSimulator;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Tests.Notices;

/// <summary>The simulator of the gateway in this process, and the real adapter in front of it.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication simulator;
    private readonly ServiceProvider services;
    private readonly HttpClient http;

    private Gateway(WebApplication simulator, ServiceProvider services, Uri address) =>
        (this.simulator, this.services, http) = (simulator, services, new HttpClient { BaseAddress = address });

    public IMessageSender Sender => services.GetRequiredService<IMessageSender>();

    public AcceptedMessages Taken => simulator.Services.GetRequiredService<AcceptedMessages>();

    public static async Task<Gateway> StartAsync(TimeProvider clock, int retries = 0, string attemptTimeout = "00:00:05")
    {
        var url = $"http://127.0.0.1:{FreePorts.Take()}";
        var gateway = SimulatedGateway.Create(url, clock);
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["GRID_SMS_URL"] = url,
                    ["Grid:Sms:Retries"] = $"{retries}",
                    ["Grid:Sms:AttemptTimeout"] = attemptTimeout,
                }
            )
            .Build();
        return new Gateway(
            gateway,
            new ServiceCollection().AddLogging().AddSingleton(clock).AddGridSms(configuration).BuildServiceProvider(),
            new Uri(url)
        );
    }

    public async Task FailAsync(Faults faults)
    {
        using var answer = await http.PostAsJsonAsync("/faults", faults, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await services.DisposeAsync();
        await simulator.DisposeAsync();
    }
}
