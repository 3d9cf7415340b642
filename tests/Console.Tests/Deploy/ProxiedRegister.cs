using Grid.Console.Tests.SignIn;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.Console.Tests.Deploy;

/// <summary>
/// A silo and two API processes, each with a home of its own, behind the shipped proxy; people sign in at an identity provider whose tokens
/// are long.
/// </summary>
public sealed class ProxiedRegister : IAsyncLifetime
{
    /// <summary>More than an access token with all of a large provider's claims.</summary>
    public const int Padding = 4_000;

    private readonly GridHome[] homes = [new(), new(), new()];
    private readonly SiloProcess[] apis = new SiloProcess[2];
    private readonly SiloSettings[] settings = new SiloSettings[2];
    private TestDatabase database = null!;
    private SiloProcess silo = null!;

    public MadeUpProvider Provider { get; } = new() { Padding = Padding };

    public ShippedProxy Proxy { get; private set; } = null!;

    public IReadOnlyList<SiloProcess> Apis => apis;

    /// <summary>The files below an API process's home.</summary>
    public string[] FilesOf(int api) =>
        [
            .. Directory
                .EnumerateFiles(homes[api + 1].Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(homes[api + 1].Folder, file))
                .Order(StringComparer.Ordinal),
        ];

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        database = await TestDatabase.CreateAsync(cancellation);
        await Provider.StartAsync();
        silo = await SiloProcess.StartAsync(
            new SiloSettings(homes[0].Folder, database.ApplicationConnectionString, FreePorts.Take()) { Role = "silo" },
            cancellation
        );
        for (var i = 0; i < apis.Length; i++)
        {
            Copy(Path.Combine(homes[0].Folder, "secrets", "keys"), Path.Combine(homes[i + 1].Folder, "secrets", "keys"));
            settings[i] = new SiloSettings(homes[i + 1].Folder, database.ApplicationConnectionString, FreePorts.Take())
            {
                Role = "api",
                Variables = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Grid__Api__Authority"] = Provider.Address,
                    ["Grid__Console__ClientId"] = MadeUpProvider.Client,
                    ["Grid__Api__TrustedProxies__0"] = "127.0.0.1",
                    ["Grid__Console__Refresh"] = "00:00:01",
                },
            };
        }

        await Task.WhenAll(StartApiAsync(0), StartApiAsync(1));
        Proxy = new ShippedProxy(settings[0].Port, settings[1].Port);
        await Proxy.StartedAsync(cancellation);
    }

    /// <summary>Starts an API process, where it was before.</summary>
    public async Task StartApiAsync(int api) =>
        apis[api] = await SiloProcess.StartAsync(settings[api], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        foreach (var process in (SiloProcess?[])[.. apis, silo])
        {
            if (process is not null)
                await process.DisposeAsync();
        }

        await Provider.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        foreach (var home in homes)
            home.Dispose();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
