using System.Diagnostics;

namespace Grid.Testing;

/// <summary>Calls <c>./grid</c>, which knows where PostgreSQL is and under which user it may run.</summary>
public static class GridScript
{
    /// <summary>The repository that the running tests were built from.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Runs <c>./grid</c> and returns what it printed on its standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output, errors) = await RunToEndAsync(
            new Dictionary<string, string>(StringComparer.Ordinal),
            cancellationToken,
            arguments
        );
        return code == 0 ? output.Trim() : throw new InvalidOperationException($"./grid {string.Join(' ', arguments)} failed: {errors}");
    }

    /// <summary>Runs <c>./grid</c> with more environment, whatever its exit code.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunToEndAsync(
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo(Path.Combine(Repository, "grid"), arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("./grid did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Grid.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"Grid.sln is in none of the folders above {AppContext.BaseDirectory}.");
    }
}
