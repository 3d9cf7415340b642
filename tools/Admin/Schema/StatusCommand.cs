using System.CommandLine;
using Grid.Storage;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary><c>status</c>: which server it is, and whether its schema is the one of this build. Exit code 1 when it is not.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var command = new Command("status", "Show the server and the schema's version.") { database };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("status needs --database or GRID_DATABASE: the connection string of the application's role.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    await using (var connection = await source.OpenConnectionAsync(cancellationToken))
                    {
                        Console.Out.WriteLine(
                            $"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}, database {connection.Database}, role {connection.UserName}"
                        );
                    }

                    await SchemaVersionCheck.EnsureAsync(source, cancellationToken);
                    Console.Out.WriteLine($"The schema is at version {SchemaVersion.Expected}, as this build expects.");
                    return 0;
                }
                catch (Exception e) when (e is SchemaException or NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
