using System.Diagnostics;
using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests;

/// <summary>A register whose key files a token seals (SoftHSM), from its first start on.</summary>
public sealed class KeyTokenTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const string Pin = "271828";

    private static readonly string[] Modules =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
    ];

    private readonly GridHome home = new();
    private readonly DirectoryInfo soft = Directory.CreateTempSubdirectory("grid-token-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Configuration => Path.Combine(soft.FullName, "softhsm2.conf");

    private string PinFile => Path.Combine(soft.FullName, "pin");

    private string Keys => Path.Combine(home.Folder, "secrets", "keys");

    [Fact]
    public async Task It_starts_with_its_token_alone_and_runs_on_without()
    {
        Directory.CreateDirectory(Path.Combine(soft.FullName, "tokens"));
        await File.WriteAllTextAsync(Configuration, $"directories.tokendir = {soft.FullName}/tokens\nlog.level = ERROR\n", Cancellation);
        await RunAsync("softhsm2-util", "--init-token", "--free", "--label", "grid", "--pin", Pin, "--so-pin", "31415926");
        await WritePinAsync(Pin);
        await AdminAsync("protect", "--module", Modules.First(File.Exists), "--token", "grid", "--pin-file", PinFile);
        await AdminAsync("create");

        await EndsAsync("/nowhere.conf", ExitCodes.Unavailable, "does not answer");
        await WritePinAsync("111111");
        await EndsAsync(Configuration, ExitCodes.Configuration, "CKR_PIN_INCORRECT");
        await WritePinAsync(Pin);

        await using var silo = await SiloProcess.StartAsync(Settings(Configuration), Cancellation);
        Directory.Move(Path.Combine(soft.FullName, "tokens"), Path.Combine(soft.FullName, "gone"));
        using var http = new HttpClient { BaseAddress = silo.Address };
        Assert.Equal(HttpStatusCode.OK, await SiloProcess.StatusAsync(http, "/health/ready", Cancellation));
        await silo.StopAsync(Cancellation);
        Assert.Equal(0, silo.ExitCode);
        Assert.DoesNotContain(Pin, silo.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        home.Dispose();
        soft.Delete(recursive: true);
    }

    private async Task WritePinAsync(string pin)
    {
        await File.WriteAllTextAsync(PinFile, pin + "\n", Cancellation);
        File.SetUnixFileMode(PinFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private SiloSettings Settings(string configuration) =>
        new(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["SOFTHSM2_CONF"] = configuration },
        };

    private async Task EndsAsync(string configuration, int code, string says)
    {
        await using var silo = await SiloProcess.RunToEndAsync(Settings(configuration), Cancellation);
        Assert.True(code == silo.ExitCode, $"{silo.ExitCode}: {silo.Output}");
        Assert.Contains(says, silo.Output, StringComparison.Ordinal);
    }

    private Task AdminAsync(string command, params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var admin = Path.Combine(GridScript.Repository, "tools", "Admin", "bin", here.Parent!.Name, here.Name, "Grid.Admin.dll");
        return RunAsync("dotnet", [admin, "keys", command, "--folder", Keys, .. arguments]);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["SOFTHSM2_CONF"] = Configuration;
        using var process = Process.Start(start)!;
        var says = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, says);
    }
}
