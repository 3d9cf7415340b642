using System.CommandLine;
using Grid.Storage;
using Grid.Storage.Consistency;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary><c>check</c>: whether the register's tables agree with each other. Exit code 1 when they do not.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var command = new Command("check", "Count where persons, journal, receipts, reminders, applications and registrations disagree.")
        {
            database,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("check needs --database or GRID_DATABASE: the connection string of the application's role.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    var counts = await ConsistencyChecks.CheckAsync(source, cancellationToken);
                    foreach (var (name, wrong) in counts)
                        Console.Out.WriteLine($"{wrong, 12}  {name}");
                    return counts.Values.All(wrong => wrong == 0)
                        ? 0
                        : Connections.Fail("登记库各表不一致。The register's tables do not agree.");
                }
                catch (Exception e) when (e is NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
