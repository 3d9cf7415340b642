using Grid.Admin.Schema;

namespace Grid.Admin.Tests;

/// <summary>Npgsql's connection strings in the words of libpq.</summary>
public sealed class LibpqTests
{
    [Theory]
    [InlineData(
        "Host=127.0.0.1;Port=5433;Username=grid_app;Password=secret;Database=grid",
        "PGHOST=127.0.0.1 PGPORT=5433 PGUSER=grid_app PGPASSWORD=secret PGDATABASE=grid"
    )]
    [InlineData("server = db ; USER ID = 'a b' ; pwd = \"x;=y\"", "PGHOST=db PGPORT=5432 PGUSER=a b PGPASSWORD=x;=y PGDATABASE=a b")]
    [InlineData(
        "Host=10.0.0.1,10.0.0.2:5433;Username=a;Target Session Attributes=primary",
        "PGHOST=10.0.0.1,10.0.0.2 PGPORT=5432,5433 PGUSER=a PGDATABASE=a PGTARGETSESSIONATTRS=primary"
    )]
    [InlineData("Host=[fd00::1]:5433;Username=a", "PGHOST=fd00::1 PGPORT=5433 PGUSER=a PGDATABASE=a")]
    [InlineData("Host=/run/postgresql;Username=a", "PGHOST=/run/postgresql PGPORT=5432 PGUSER=a PGDATABASE=a")]
    [InlineData(
        "Host=db;Username=a;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem",
        "PGHOST=db PGPORT=5432 PGUSER=a PGDATABASE=a PGSSLMODE=verify-full PGSSLROOTCERT=/etc/ca.pem"
    )]
    public void A_connection_string_becomes_variables(string connectionString, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', LibpqCommand.Variables(connectionString).Select(variable => $"{variable.Name}={variable.Value}"))
        );

    [Fact]
    public void A_value_of_two_lines_is_refused() =>
        Assert.Throws<ArgumentException>(() => LibpqCommand.Variables("Host=db;Username=a;Password='x\nPGHOST=elsewhere'"));

    [Fact]
    public async Task Nothing_of_a_wrong_string_is_repeated()
    {
        var result = await Command.RunAsync(["libpq"], ("GRID_DATABASE", "Host=db;Pasword=secret"));
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("secret", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Host=…", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_printed_line_by_line()
    {
        var result = await Command.RunAsync(["libpq"], ("GRID_DATABASE", "Host=db;Username=a;Password=p"));
        Assert.Equal(["PGHOST=db", "PGPORT=5432", "PGUSER=a", "PGPASSWORD=p", "PGDATABASE=a"], result.Output.Split('\n'));
    }
}
