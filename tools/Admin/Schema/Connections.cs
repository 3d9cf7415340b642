using System.CommandLine;

namespace Grid.Admin.Schema;

/// <summary>
/// Where connection strings come from. <c>./grid</c> hands them over in the environment, since they hold passwords and the arguments of a process are
/// there for all to see.
/// </summary>
internal static class Connections
{
    public static Option<string?> Option(string name, string variable) =>
        new(name)
        {
            Description = $"The connection string; without it, the environment's {variable}.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable),
        };

    /// <summary>Writes what went wrong in one line, and returns the exit code of a failure.</summary>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
