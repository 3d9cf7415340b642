using System.Net;
using System.Net.Sockets;
using Grid.MatterSimulator;
using Grid.PlatformSimulator;
using Grid.Sandbox.Clocks;
using Grid.Sandbox.Databases;
using Grid.Sandbox.Web;
using Grid.Silo.Hosting;
using Grid.Silo.Stopping;
using Grid.SmsSimulator;

namespace Grid.Sandbox.Running;

/// <summary>
/// The register, silo and API in one, and the simulators around it, all on the sandbox's clock and in this process. Stopping it leaves only the
/// database.
/// </summary>
internal sealed class RegisterInside : IAsyncDisposable
{
    private const string Notice = "沙箱:所有人员均为虚构,时钟可以前移。Sandbox: everybody is made up, and the clock is moved.";

    private readonly List<IAsyncDisposable> parts = [];
    private WebApplication register = null!;
    private volatile bool stopping;

    private RegisterInside() { }

    public IServiceProvider Services => register.Services;

    public Uri Address { get; private set; } = null!;

    public Uri Messages { get; private set; } = null!;

    public Uri Platform { get; private set; } = null!;

    public Uri Matters { get; private set; } = null!;

    /// <param name="settings">Where keys are, and where the front is, to which the simulators report.</param>
    /// <param name="database">The database in use, which has the clock's offset.</param>
    /// <param name="clock">Of everything.</param>
    /// <param name="tokens">For the simulators.</param>
    /// <param name="ended">Called when the register ends by itself.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<RegisterInside> StartAsync(
        SandboxSettings settings,
        SandboxDatabase database,
        SandboxClock clock,
        SandboxTokens tokens,
        Action ended,
        CancellationToken cancelled
    )
    {
        var inside = new RegisterInside();
        try
        {
            await inside.StartSimulatorsAsync(settings, database, clock, tokens, cancelled);
            await inside.StartRegisterAsync(settings, database, clock, cancelled);
            inside.register.Lifetime.ApplicationStopping.Register(() =>
            {
                if (!inside.stopping)
                    ended();
            });
            return inside;
        }
        catch
        {
            await inside.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        stopping = true;
        foreach (var part in Enumerable.Reverse(parts))
        {
            // A silo that is only disposed of does not leave its cluster in order.
            if (part is WebApplication app)
                await app.StopAsync();
            await part.DisposeAsync();
        }

        parts.Clear();
    }

    private async Task StartSimulatorsAsync(
        SandboxSettings settings,
        SandboxDatabase database,
        SandboxClock clock,
        SandboxTokens tokens,
        CancellationToken cancelled
    )
    {
        var front = SandboxFront.AddressOf(settings);
        var secrets = new SandboxSecrets(settings, tokens);
        Messages = await BeginAsync(
            SimulatedGateway.Create(
                Free(),
                clock,
                DeliveryCallback.Of(new Uri(front, "/v1/gateway/delivery-reports").AbsoluteUri, secrets.Token("delivery-gateway"))
            ),
            cancelled
        );
        Platform = await BeginAsync(
            await SimulatedPlatform.CreateAsync(Free(), database.Owner, secrets.Key("platform"), clock, cancelled),
            cancelled
        );
        Matters = await BeginAsync(
            SimulatedSystems.Create(
                Free(),
                clock,
                new RegisterAddress(
                    front,
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["benefit"] = secrets.Token("benefit-system"),
                        ["hardship"] = secrets.Token("civil-affairs"),
                    }
                ),
                new Dictionary<string, byte[]?>(StringComparer.Ordinal)
                {
                    ["benefit"] = secrets.KeyBytes("benefit"),
                    ["hardship"] = secrets.KeyBytes("hardship"),
                    ["licence"] = secrets.KeyBytes("licence"),
                }
            ),
            cancelled
        );
    }

    private async Task StartRegisterAsync(
        SandboxSettings settings,
        SandboxDatabase database,
        SandboxClock clock,
        CancellationToken cancelled
    )
    {
        var secrets = new SandboxSecrets(settings, null);
        var url = Free();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_DATABASE"] = database.Application,
                ["GRID_HOME"] = settings.Home,
                ["GRID_ENVIRONMENT"] = "Development",
                ["GRID_URLS"] = url,
                ["GRID_SMS_URL"] = Messages.AbsoluteUri,
                ["GRID_PLATFORM_URL"] = Platform.AbsoluteUri,
                ["GRID_BENEFIT_URL"] = new Uri(Matters, "/benefit").AbsoluteUri,
                ["GRID_HARDSHIP_URL"] = new Uri(Matters, "/hardship").AbsoluteUri,
                ["GRID_LICENCE_URL"] = new Uri(Matters, "/licence").AbsoluteUri,
                ["Grid:Role"] = "All",
                ["Grid:Platform:SigningKeyFile"] = secrets.Key("platform"),
                ["Grid:Platform:Interval"] = "00:00:01",
                ["Grid:Platform:PullInterval"] = "00:00:05",
                ["Grid:Matters:Benefit:KeyFile"] = secrets.Key("benefit"),
                ["Grid:Matters:Hardship:KeyFile"] = secrets.Key("hardship"),
                ["Grid:Licences:Platform:KeyFile"] = secrets.Key("licence"),
                ["Grid:Api:TrustedProxies:0"] = "127.0.0.1",
                ["Grid:Console:Notice"] = Notice,
            }
        );
        var read = GridSettings.Read(builder.Configuration, builder.Environment) with { IsSandbox = true };
        var stored = clock.Offset;
        var start = await StartChecks.RunAsync(read, clock.Without(stored), cancelled);
        parts.Add(start);
        builder.AddGrid(read, start);
        register = builder.Build();
        parts.Add(register);
        register.MapGrid(read);
        await register.StartAsync(cancelled);
        Address = new Uri(url);
    }

    private async Task<Uri> BeginAsync(WebApplication simulator, CancellationToken cancelled)
    {
        parts.Add(simulator);
        await simulator.StartAsync(cancelled);
        return new Uri(simulator.Urls.First());
    }

    /// <summary>An address of this machine on which nothing listens at the moment.</summary>
    private static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
