using System.Text;
using Grid.Domain.Persons.Deciding;
using Grid.Grains.Interfaces.Access;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Persons;

/// <summary>What is sensitive stands nowhere in the database in clear, whatever the table.</summary>
public sealed class SealedEverywhereTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task No_sensitive_value_is_in_any_column_of_any_table()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var register = new Register(database.ApplicationConnectionString);
        var person = (await register.AddAsync(77)).State!.Record!.Id;
        await using (var log = new Grid.Storage.Access.AccessLog(register.Source, TimeProvider.System))
            await log.WriteAsync(new AccessEntry(new Actor("clerk-1", Role.Clerk, Sample.Office), "person.read", [person], null, "name", null, Sample.Now), cancellation);

        var tables = await DatabaseCommands.ScalarAsync<string[]>(
            database.OwnerConnectionString,
            "SELECT array_agg(oid::regclass::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm')");
        string[] sensitive =
        [
            Sample.Number(77).Value, Sample.Telephone(77).Value, Sample.Details(77).Address!, "disabled", "releasedFromPrison",
            // Controls: what may stand there, so that the search is seen to find something.
            "样例姓名", Sample.Application(77).Number.Value,
        ];
        var found = new List<string>();
        foreach (var value in sensitive)
        {
            var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value));
            foreach (var table in tables!)
            {
                var rows = await DatabaseCommands.ScalarAsync<long>(
                    database.OwnerConnectionString,
                    $"SELECT count(*) FROM {table} AS t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0",
                    value,
                    hex);
                if (rows > 0)
                    found.Add($"{value} in {table}");
            }
        }

        var number = Sample.Application(77).Number.Value;
        Assert.Equal(
            new[] { "样例姓名 in person_search", $"{number} in application", $"{number} in journal", $"{number} in platform_item", $"{number} in registration" }.Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }
}
