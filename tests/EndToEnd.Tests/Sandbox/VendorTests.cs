using System.Diagnostics;
using System.Net;
using System.Text;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Sandbox;

/// <summary>What the documentation gives a vendor to paste or to open, as it is there, beside a sandbox.</summary>
[Collection(OneSandbox.Name)]
public sealed class VendorTests(SandboxRun run)
{
    private static readonly string Repository = GridScript.Repository;

    [Fact]
    public async Task The_lines_of_the_first_hour_run_as_they_are_on_the_page()
    {
        (await run.SendAsync(HttpMethod.Post, "/sandbox/reset", null, await run.TokenAsync("operator"))).Expect(HttpStatusCode.OK);
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository, "docs", "integrators", "first-hour.md"),
            TestContext.Current.CancellationToken
        );
        var blocks = Blocks(page);
        Assert.True(blocks.Count >= 8, $"{blocks.Count} blocks");
        var environment = run.Environment.Append(new("GRID", run.Address.ToString().TrimEnd('/')));
        var (code, said) = await RunAsync("bash", environment, "-euo", "pipefail", "-xc", string.Join('\n', blocks));
        Assert.True(code == 0, $"It ended with {code}:\n{said}");
    }

    [Fact]
    public async Task The_collection_runs_through()
    {
        var clients = Path.Combine(Repository, "clients");
        var (code, said) = await RunAsync(
            Path.Combine(clients, "generators", "node_modules", ".bin", "newman"),
            [],
            "run",
            Path.Combine(clients, "collection", "grid.postman_collection.json"),
            "--env-var",
            $"baseUrl={run.Address.ToString().TrimEnd('/')}",
            "--reporters",
            "cli",
            "--color",
            "off"
        );
        Assert.True(code == 0, $"It ended with {code}:\n{said}");
        Assert.Contains("✓  exited", said, StringComparison.Ordinal);
    }

    /// <summary>The blocks of the page that are to be pasted.</summary>
    private static List<string> Blocks(string page)
    {
        var blocks = new List<string>();
        StringBuilder? block = null;
        foreach (var line in page.Split('\n'))
        {
            if (block is null)
            {
                block = line == "```bash" ? new StringBuilder() : null;
            }
            else if (line == "```")
            {
                blocks.Add(block.ToString());
                block = null;
            }
            else
            {
                block.Append(line).Append('\n');
            }
        }

        return blocks;
    }

    private static async Task<(int Code, string Said)> RunAsync(
        string program,
        IEnumerable<KeyValuePair<string, string>> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, said);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
