using System.Reflection;
using Grid.Testing.Databases;
using Orleans.Configuration;

namespace Grid.Storage.Tests.Orleans;

/// <summary>A newer provider that asks for a statement we do not have is found by this test, not by a silo that does not start.</summary>
public sealed class StatementTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    public static TheoryData<Type> Providers => [typeof(AdoNetClusteringSiloOptions), typeof(AdoNetReminderTableOptions)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_statement_that_a_provider_asks_for_is_there(Type provider)
    {
        var catalogue = provider.Assembly.GetTypes().Single(type => type.Name == "DbStoredQueries");
        var asked = catalogue.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Select(property => property.Name).ToArray();
        var present = await DatabaseCommands.ScalarAsync<string[]>(
            database.ApplicationConnectionString,
            "SELECT array_agg(querykey) FROM orleansquery"
        );

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(present ?? [], StringComparer.Ordinal));
    }
}
