using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Platform;
using Grid.Testing;

namespace Grid.Api.Tests.Telemetry;

/// <summary>Alerts, the Grafana dashboard and the page about them name only figures that exist.</summary>
[Collection(AloneWithTelemetry.Name)]
public sealed partial class WatchedNamesTests(TelemetryHost host) : IClassFixture<TelemetryHost>
{
    private static readonly HashSet<string> Language = new(StringComparer.Ordinal)
    {
        "absent",
        "and",
        "avg",
        "by",
        "count",
        "histogram_quantile",
        "increase",
        "max",
        "min",
        "or",
        "rate",
        "sum",
        "topk",
        "unless",
        "up",
        "vector",
        "without",
    };

    /// <summary>
    /// Figures that are in /metrics only after an event that a test does not wait for: the library's, so their names are not in
    /// our code.
    /// </summary>
    private static readonly string[] Rare = ["orleans_reminders_ticks_delivered_total"];

    private static string Deploy { get; } = Find();

    [Fact]
    public async Task Every_figure_that_an_alert_or_a_plot_asks_for_is_exported()
    {
        using var listener = new MeterListener();
        var ours = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal); // Instruments are published by whatever thread makes them.
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (!instrument.Meter.Name.StartsWith("Grid.", StringComparison.Ordinal))
                return;
            foreach (var name in NamesOf(instrument))
                ours[name] = true;
        };
        listener.Start();

        var clerk = host.Clerk();
        var (_, _, registration) = await People.RegisterAsync(clerk);
        await host.HeldAsync(registration, "result", "registration");
        string[] wanted = [.. Expressions().SelectMany(FiguresOf).Distinct(StringComparer.Ordinal).Except(Rare)];
        Assert.True(wanted.Length > 25, $"only {wanted.Length} figures");
        IReadOnlySet<string> scraped = new HashSet<string>();
        string[] Missing() =>
            [
                .. wanted
                    .Where(name => !ours.ContainsKey(name))
                    .Append("grid_outbox_oldest_seconds")
                    .Append("grid_health")
                    .Where(name => !scraped.Contains(name)),
            ];
        for (
            var waited = Stopwatch.StartNew();
            Missing() is { Length: > 0 } missing;
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken)
        )
        {
            Assert.True(waited.Elapsed < PlatformHost.Patience, $"Never exported: {string.Join(", ", missing)}");
            scraped = await ScrapeAsync();
        }

        // The way from a meter's name to Prometheus' is the exporter's; the exported names show that the assumption here is right.
        Assert.Empty(scraped.Where(name => name.StartsWith("grid_", StringComparison.Ordinal)).Except(ours.Keys));
    }

    [Fact]
    public async Task Each_alert_is_explained_and_nothing_else_is()
    {
        var alerts = Alert()
            .Matches(
                await File.ReadAllTextAsync(Path.Combine(Deploy, "prometheus", "grid.rules.yml"), TestContext.Current.CancellationToken)
            )
            .Select(match => match.Groups["text"].Value)
            .ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(Deploy, "..", "docs", "operations.md"), TestContext.Current.CancellationToken);
        var explained = Heading().Matches(page).Select(match => match.Groups["text"].Value).ToList();
        Assert.True(alerts.Count > 15);
        Assert.Equal(alerts.Order(), explained.Where(name => name.StartsWith("Grid", StringComparison.Ordinal)).Order());
    }

    private static IEnumerable<string> Expressions()
    {
        foreach (Match match in Expression().Matches(File.ReadAllText(Path.Combine(Deploy, "prometheus", "grid.rules.yml"))))
            yield return match.Groups["text"].Value;
        foreach (var panel in JsonNode.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana", "grid.json")))!["panels"]!.AsArray())
        {
            foreach (var target in panel!["targets"]?.AsArray() ?? [])
                yield return (string)target!["expr"]!;
        }
    }

    private static IEnumerable<string> FiguresOf(string expression) =>
        Word().Matches(Aside().Replace(expression, " ")).Select(match => match.Value).Where(word => !Language.Contains(word));

    private async Task<IReadOnlySet<string>> ScrapeAsync()
    {
        var text = (await new Hosts.Api(host, token: null).GetAsync("/metrics")).Expect(HttpStatusCode.OK).Text;
        return text.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[..line.IndexOfAny(['{', ' '])])
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [name + "_bucket", name + "_sum", name + "_count"]
            : kind.StartsWith("Counter", StringComparison.Ordinal) ? [name + "_total"]
            : [name];
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "deploy")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("deploy/ is not above the tests.");
        return Path.Combine(folder.FullName, "deploy");
    }

    [GeneratedRegex(@"^\s+expr: (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\s+- alert: (?<text>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^### (?<text>\w+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>Labels, ranges, texts and groupings.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""|\b(?:by|without) \([^)]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\b[a-z][a-z0-9_]+\b")]
    private static partial Regex Word();
}
