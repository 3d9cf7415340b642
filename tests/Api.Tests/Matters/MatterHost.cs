using System.Net.Http.Json;
using System.Text;
using Grid.Api.Tests.Hosts;
using Grid.MatterSimulator;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Matters;

/// <summary>The host with the simulated systems of matters, which answer back to the host.</summary>
public sealed class MatterHost : ApiHost
{
    private const string Secret = "a key of at least sixteen bytes";

    private readonly string url = $"http://127.0.0.1:{FreePorts.Take()}";
    private readonly string key = Path.GetTempFileName();
    private readonly Dictionary<string, string?> tokens = new(StringComparer.Ordinal)
    {
        ["benefit"] = Path.GetTempFileName(),
        ["hardship"] = Path.GetTempFileName(),
    };
    private readonly HttpClient http = new();
    private WebApplication simulator = null!;

    public HeldLicences Licences => simulator.Services.GetRequiredService<HeldLicences>();

    public Claims Claims => simulator.Services.GetRequiredService<Claims>();

    protected override IReadOnlyDictionary<string, string?> Settings
    {
        get
        {
            File.WriteAllText(key, Secret);
            return new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_BENEFIT_URL"] = url + "/benefit",
                ["GRID_HARDSHIP_URL"] = url + "/hardship",
                ["GRID_LICENCE_URL"] = url + "/licence",
                ["Grid:Licences:Platform:KeyFile"] = key,
                ["Grid:Licences:Interval"] = "00:00:00.050",
                ["Grid:Licences:FirstWait"] = "00:00:01",
                ["Grid:Licences:LongestWait"] = "00:00:01",
                ["Grid:Matters:Interval"] = "00:00:00.050",
                ["Grid:Matters:FirstWait"] = "00:00:01",
                ["Grid:Matters:LongestWait"] = "00:00:01",
                ["Grid:Matters:Benefit:KeyFile"] = key,
                ["Grid:Matters:Hardship:KeyFile"] = key,
            };
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await File.WriteAllTextAsync(tokens["benefit"]!, Token("benefit-system"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(tokens["hardship"]!, Token("civil-affairs"), TestContext.Current.CancellationToken);
        var known = Encoding.UTF8.GetBytes(Secret);
        simulator = SimulatedSystems.Create(
            url,
            TimeProvider.System,
            new RegisterAddress(Address, tokens),
            new Dictionary<string, byte[]?>
            {
                ["benefit"] = known,
                ["hardship"] = known,
                ["licence"] = known,
            }
        );
        await simulator.StartAsync(TestContext.Current.CancellationToken);
        await FailAsync(new Faults());
    }

    public async Task FailAsync(Faults faults)
    {
        using var answer = await http.PostAsJsonAsync(
            url + "/faults",
            faults with
            {
                AnswerDelayMilliseconds = 0,
            },
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A claim that is made at a system; the register's answer.</summary>
    public async Task<string> ClaimAsync(NewClaim claim)
    {
        using var answer = await http.PostAsJsonAsync(url + "/claims", claim, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Both systems send their lists of a day.</summary>
    public async Task CompareAsync(string day)
    {
        using var answer = await http.PostAsync(new Uri($"{url}/days/{day}"), null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await simulator.DisposeAsync();
        http.Dispose();
        foreach (var file in tokens.Values.Append(key))
            File.Delete(file!);
    }
}
