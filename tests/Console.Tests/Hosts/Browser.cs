using Microsoft.Playwright;

namespace Grid.Console.Tests.Hosts;

/// <summary>The system's Chromium, started once a collection.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>The shell first: the same engine without a window's own pages, at half the cost.</summary>
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = Flags, Timeout = 120_000 });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>A visitor without cookies.</summary>
    public Task<Visitor> VisitAsync(PagesHost host, bool script = true) => VisitAsync(host.Pages, script);

    /// <summary>A visitor of this address, who takes whatever certificate it has.</summary>
    public async Task<Visitor> VisitAsync(Uri pages, bool script = true)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = pages.ToString(),
            JavaScriptEnabled = script,
            IgnoreHTTPSErrors = true,
            ViewportSize = Visitor.Desk,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return await Visitor.OpenAsync(context);
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No Chromium on PATH: ./grid test installs it where it may; else install the package chromium.");
}
