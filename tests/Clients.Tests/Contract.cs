using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grid.Api.OpenApi;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Clients.Tests;

/// <summary>A running register, the documents that it serves, as files, and a folder for what is generated from them.</summary>
public sealed class Contract : IAsyncLifetime
{
    private const string First = "36010201";
    private const string Second = "36010001";

    private readonly string folder = Path.Combine(
        Path.GetTempPath(),
        "grid-clients-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)
    );

    public ApiHost Host { get; } = new();

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    public static string Clients { get; } = Path.Combine(Root, "clients");

    /// <summary>What judges and generates.</summary>
    public static string Generators { get; } = Path.Combine(Clients, "generators");

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        Directory.CreateDirectory(folder);
        foreach (var address in PublishedDocument.Addresses)
        {
            var text = await Host.Client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(FileOf(address), text, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A document as a file.</summary>
    public string FileOf(string address) => Path.Combine(folder, Path.GetFileName(address));

    /// <summary>An empty folder of this name.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    /// <summary>
    /// What an example needs to walk through a full case: where the register is, clerks of two offices, a statistician, and three numbers
    /// of persons whom the register does not know.
    /// </summary>
    public IReadOnlyDictionary<string, string> Case() =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GRID_ADDRESS"] = Host.Address.ToString().TrimEnd('/'),
            ["GRID_TOKEN"] = Host.Token("clerk", First),
            ["GRID_SECOND_OFFICE"] = Second,
            ["GRID_SECOND_TOKEN"] = Host.Token("clerk", Second),
            ["GRID_STATISTICIAN_TOKEN"] = Host.Token("statistician", Second),
            ["GRID_NUMBERS"] = string.Join(',', Enumerable.Range(0, 3).Select(_ => CitizenNumbers.Next(firstYear: 1985).Value)),
        };

    /// <summary>Runs a program to its end, and fails with what it said unless it ends with 0.</summary>
    public static async Task<string> RunAsync(
        string program,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        params IReadOnlyList<string> arguments
    )
    {
        var (code, said) = await TryAsync(program, directory, environment, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{said}");
        return said;
    }

    public static async Task<(int Code, string Said)> TryAsync(
        string program,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(said, line.Data);
        process.ErrorDataReceived += (_, line) => Append(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        lock (said)
            return (process.ExitCode, said.ToString());
    }

    private static void Append(StringBuilder said, string? line)
    {
        lock (said)
            said.AppendLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Grid.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("These tests run inside the repository.");
        return at;
    }
}

/// <summary>All of them share one register.</summary>
[CollectionDefinition(Name)]
public sealed class OneContract : ICollectionFixture<Contract>
{
    public const string Name = "contract";
}
