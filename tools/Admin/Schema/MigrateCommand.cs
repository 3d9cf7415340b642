using System.CommandLine;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary><c>migrate</c>: brings the database to the schema of this build, as its owner.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var owner = Connections.Option("--owner", "GRID_DATABASE_OWNER");
        var role = new Option<string>("--app-role")
        {
            DefaultValueFactory = _ => UserOf(Environment.GetEnvironmentVariable("GRID_DATABASE")) ?? "grid_app",
            Description = "The application's role (the user of GRID_DATABASE, or grid_app).",
        };
        var command = new Command("migrate", "Bring the database to the schema of this build.") { owner, role };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(owner) is not { Length: > 0 } connectionString)
                {
                    return Connections.Fail(
                        "Migrations need --owner or GRID_DATABASE_OWNER: the connection string of the role that owns the database."
                    );
                }

                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    var ran = await SchemaMigrator.MigrateAsync(connectionString, parsed.GetRequiredValue(role), cancellationToken);
                    foreach (var script in ran)
                        Console.Out.WriteLine($"ran {script}");
                    Console.Out.WriteLine($"The schema is at version {SchemaVersion.Expected}.");
                    return 0;
                }
                catch (Exception e) when (e is SchemaException or NpgsqlException or ArgumentException)
                {
                    return Connections.Fail($"The migration failed: {e.Message}");
                }
            }
        );
        return command;
    }

    private static string? UserOf(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Username;
        }
        catch (ArgumentException)
        {
            return null; // Whatever uses it will say so.
        }
    }
}
