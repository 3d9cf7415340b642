using System.Diagnostics;
using Grid.Admin.Tokens;

namespace Grid.Bench.Platform;

/// <summary>
/// The register as a process of its own, with a home of its own, as <c>./grid run</c> starts it; the sync looks more often than in
/// production, so that it is busy all the time.
/// </summary>
internal sealed class BenchRegister : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("grid-bench-");
    private readonly Process process;

    private BenchRegister(Uri url, string database, Uri platform)
    {
        TokenKey = DevelopmentKey.ReadOrCreate(Path.Combine(home.FullName, "secrets", "dev-token.key"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Grid.Silo.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var (name, value) in new[]
            {
                ("GRID_HOME", home.FullName),
                ("GRID_DATABASE", database),
                ("GRID_URLS", url.GetLeftPart(UriPartial.Authority)),
                ("GRID_ENVIRONMENT", "Development"),
                ("Grid__Role", "all"),
                ("GRID_PLATFORM_URL", platform.GetLeftPart(UriPartial.Authority)),
                ("Grid__Platform__Interval", "00:00:01"),
                ("Grid__Platform__PullInterval", "00:00:10"),
            }
        )
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => System.Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Signs the clerks' tokens.</summary>
    public byte[] TokenKey { get; }

    /// <summary>CPU time that it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <exception cref="InvalidOperationException">It does not become ready.</exception>
    public static async Task<BenchRegister> StartAsync(
        Uri url,
        string database,
        Uri platform,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var register = new BenchRegister(url, database, platform);
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
        var began = clock.GetTimestamp();
        while (!await IsReadyAsync(http, cancelled))
        {
            if (register.process.HasExited || clock.GetElapsedTime(began) > Patience)
            {
                await register.DisposeAsync();
                throw new InvalidOperationException("The register did not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancelled);
        }

        return register;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        home.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancelled)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancelled);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancelled.IsCancellationRequested))
        {
            return false;
        }
    }
}
