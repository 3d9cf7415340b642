using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Grid.Console.Tests.Hosts;

/// <summary>A person at a browser. What the browser complains of is kept, and so is every address that it asked.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public static readonly ViewportSize Desk = new() { Width = 1366, Height = 768 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];
    private readonly List<Uri> asked = [];

    private Visitor(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, error) => Keep(complaints, error);
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
                Keep(complaints, $"{said.Text} ({said.Location})");
        };
        page.Request += (_, request) => Keep(asked, new Uri(request.Url));
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, and what the browser refused to load.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
                return [.. complaints];
        }
    }

    /// <summary>All that was asked, of whatever host.</summary>
    public IReadOnlyList<Uri> Asked
    {
        get
        {
            lock (asked)
                return [.. asked];
        }
    }

    public static async Task<Visitor> OpenAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Chooses a role on the development sign-in.</summary>
    public async Task SignInAsync(string role, string? office = null, string language = "zh")
    {
        await Page.GotoAsync("/console/sign-in?lang=" + language);
        await Page.SelectOptionAsync("#role", role);
        if (office is not null)
            await Page.FillAsync("#office", office);
        await Page.ClickAsync("main button[type=submit]");
    }

    /// <summary>Opens a page and waits until its connection is there.</summary>
    public async Task<IResponse> OpenAsync(string path, bool live = true)
    {
        var answer = (await Page.GotoAsync(path))!;
        if (live)
            await Page.WaitForFunctionAsync("() => document.querySelector('main')?.dataset.live === 'yes'");
        return answer;
    }

    public async Task<string> HeadingAsync() => await Page.Locator("h1").First.InnerTextAsync();

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public async Task<int> OverflowAsync() =>
        await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>What axe finds, one line a kind.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions());
        return
        [
            .. found.Violations.Select(one => $"{one.Id}: {one.Help} at {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}"),
        ];
    }

    /// <summary>Keeps a picture among the results of the tests.</summary>
    public async Task PictureAsync(string name) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Artifacts.File(name + ".png"), FullPage = true });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static void Keep<T>(List<T> list, T one)
    {
        lock (list)
            list.Add(one);
    }
}
