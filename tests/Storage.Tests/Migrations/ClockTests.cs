using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Migrations;

public sealed class ClockTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task The_databases_clock_moves_by_the_owners_offset_alone()
    {
        const string Ahead = "SELECT grid_now() - now()";
        Assert.Equal(TimeSpan.Zero, await DatabaseCommands.ScalarAsync<TimeSpan>(database.ApplicationConnectionString, Ahead));

        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE clock_offset SET amount = interval '40 days 3 seconds'"
        );
        Assert.Equal(
            TimeSpan.FromDays(40) + TimeSpan.FromSeconds(3),
            await DatabaseCommands.ScalarAsync<TimeSpan>(database.ApplicationConnectionString, Ahead)
        );

        await DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "UPDATE clock_offset SET amount = interval '0'");
    }

    [Theory]
    [InlineData("UPDATE clock_offset SET amount = interval '1 day'")]
    [InlineData("DELETE FROM clock_offset")]
    [InlineData("TRUNCATE clock_offset")]
    [InlineData("INSERT INTO clock_offset (id) VALUES (true)")]
    [InlineData("CREATE OR REPLACE FUNCTION grid_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'")]
    [InlineData("CREATE TABLE public.mine (id int)")]
    [InlineData("UPDATE reminder_settings SET loading_window = interval '1 second'")]
    [InlineData("UPDATE orleansquery SET querytext = ''")]
    [InlineData("UPDATE register_identity SET service_id = ''")]
    [InlineData("DELETE FROM register_identity")]
    [InlineData("DELETE FROM schema_version")]
    public async Task The_application_cannot_change_what_everything_stands_on(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            DatabaseCommands.ExecuteAsync(database.ApplicationConnectionString, sql)
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
