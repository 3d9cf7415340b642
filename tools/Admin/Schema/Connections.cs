using System.CommandLine;
using Grid.Storage;

namespace Grid.Admin.Schema;

/// <summary>
/// Where connection strings come from. <c>./grid</c> hands them over in the environment, since they hold passwords and the arguments of a
/// process are there for all to see; a deployment in files, which the variable with <c>_FILE</c> behind it names.
/// </summary>
internal static class Connections
{
    public static Option<string?> Option(string name, string variable) =>
        new(name)
        {
            Description = $"The connection string; without it, the environment's {variable}, or the file that {variable}_FILE names.",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
                    ? text
                    : OfFile(Environment.GetEnvironmentVariable(variable + "_FILE")),
        };

    /// <summary>Why this connection is not opened; null when it may be. In development everything may be.</summary>
    public static string? Fault(string connectionString)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("GRID_ENVIRONMENT"), "Development", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return DatabaseProtection.Unproven(connectionString) is { Count: > 0 } hosts
                ? $"The connection leads to {string.Join(", ", hosts)} and would believe whoever answers: add SSL Mode=VerifyFull."
                : null;
        }
        catch (ArgumentException)
        {
            return "The connection string is not of the form Host=…;Username=…;Database=….";
        }
    }

    private static string? OfFile(string? path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    /// <summary>Writes what went wrong in one line, and returns the exit code of a failure.</summary>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
