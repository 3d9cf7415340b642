using System.Net.Http.Json;
using System.Text;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Systems;
using Grid.MatterSimulator;
using Grid.Silo.Systems;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Tests.Matters;

/// <summary>The simulated systems in this process, and the real way to them.</summary>
internal sealed class MatterWay : IAsyncDisposable
{
    private const string Key = "a key of at least sixteen bytes";

    private readonly WebApplication simulator;
    private readonly ServiceProvider services;
    private readonly HttpClient http;
    private readonly string keyFile;

    private MatterWay(WebApplication simulator, ServiceProvider services, Uri address, string keyFile) =>
        (this.simulator, this.services, http, this.keyFile) = (simulator, services, new HttpClient { BaseAddress = address }, keyFile);

    public ISystemTransport Transport => services.GetRequiredService<ISystemTransport>();

    public HeldLicences Licences => simulator.Services.GetRequiredService<HeldLicences>();

    public Claims Claims => simulator.Services.GetRequiredService<Claims>();

    /// <param name="clock">Of both sides.</param>
    /// <param name="otherKey">The register signs with another key than the systems know.</param>
    /// <param name="licencesAreOff">No address of the licence platform is configured.</param>
    /// <param name="benefitIsDown">Nobody listens where the benefit system should be.</param>
    public static async Task<MatterWay> StartAsync(
        TimeProvider clock,
        bool otherKey = false,
        bool benefitIsDown = false,
        bool licencesAreOff = false
    )
    {
        var url = $"http://127.0.0.1:{FreePorts.Take()}";
        var known = Encoding.UTF8.GetBytes(Key);
        var systems = SimulatedSystems.Create(
            url,
            clock,
            new RegisterAddress(null, new Dictionary<string, string?>()),
            new Dictionary<string, byte[]?>
            {
                ["benefit"] = known,
                ["hardship"] = known,
                ["licence"] = known,
            }
        );
        await systems.StartAsync(TestContext.Current.CancellationToken);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, otherKey ? "another key of sixteen bytes" : Key, TestContext.Current.CancellationToken);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["GRID_BENEFIT_URL"] = benefitIsDown ? $"http://127.0.0.1:{FreePorts.Take()}/benefit" : url + "/benefit",
                    ["Grid:Matters:Hardship:Address"] = url + "/hardship",
                    ["GRID_LICENCE_URL"] = licencesAreOff ? null : url + "/licence",
                    ["Grid:Licences:Platform:KeyFile"] = file,
                    ["Grid:Licences:Platform:AttemptTimeout"] = "00:00:01",
                    ["Grid:Matters:Benefit:KeyFile"] = file,
                    ["Grid:Matters:Hardship:KeyFile"] = file,
                    ["Grid:Matters:Benefit:AttemptTimeout"] = "00:00:01",
                }
            )
            .Build();
        return new MatterWay(
            systems,
            new ServiceCollection().AddLogging().AddSingleton(clock).AddGridSystemTransport(configuration).BuildServiceProvider(),
            new Uri(url),
            file
        );
    }

    public async Task FailAsync(Faults faults)
    {
        using var answer = await http.PostAsJsonAsync("/faults", faults, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public SimulatedClaim? Find(Matter matter) => Claims.Find(matter.Number);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await services.DisposeAsync();
        await simulator.DisposeAsync();
        File.Delete(keyFile);
    }
}
