using System.Collections.Concurrent;
using Grid.Console.Tests.Hosts;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser.Idle))]

namespace Grid.Console.Tests.Hosts;

/// <summary>
/// The system's Chromium. A collection has one for itself, since Playwright is not made for two callers at once, and hands it on to the
/// next collection. Each visitor has a context without anybody's cookies.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>The shell first: the same engine without a window's own pages, at half the cost.</summary>
    private static readonly string[] Names =
    [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];

    private static readonly ConcurrentBag<(IPlaywright Playwright, IBrowser Browser)> Free = [];

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Free.TryTake(out var free))
        {
            free.Playwright = await Playwright.CreateAsync();
            free.Browser = await free.Playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Find(),
                    Args = Flags,
                    Timeout = 120_000,
                }
            );
        }

        (playwright, browser) = free;
    }

    public ValueTask DisposeAsync()
    {
        Free.Add((playwright, browser));
        return ValueTask.CompletedTask;
    }

    /// <summary>A visitor without cookies.</summary>
    public Task<Visitor> VisitAsync(PagesHost host, bool script = true) => VisitAsync(host.Pages, script);

    /// <summary>A visitor of this address, who takes whatever certificate it has.</summary>
    public async Task<Visitor> VisitAsync(Uri pages, bool script = true)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = pages.ToString(),
                JavaScriptEnabled = script,
                IgnoreHTTPSErrors = true,
                ViewportSize = Visitor.Desk,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(60_000);
        return await Visitor.OpenAsync(context);
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No Chromium on PATH: ./grid test installs it where it may; else install the package chromium.");

    /// <summary>Ends them all after the last test.</summary>
    public sealed class Idle : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            while (Free.TryTake(out var free))
            {
                await free.Browser.DisposeAsync();
                free.Playwright.Dispose();
            }
        }
    }
}
