using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Searching;

/// <summary>Who is registered at an office or below a region, and since when.</summary>
public sealed class RegistrationRosterTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly Register register = new(database.ApplicationConnectionString);

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task Active_registrations_are_found_by_office_region_and_day_in_one_order()
    {
        foreach (var n in (int[])[401, 402, 403, 404])
            await register.AddAsync(n);
        await MoveAsync(403, "36020101");
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE registration SET status = 2, ended_on = registered_on WHERE person_id = $1",
            register.IdOf(404).ToGuid()
        );
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE registration SET registered_on = '2026-11-10' WHERE person_id = $1",
            register.IdOf(402).ToGuid()
        );

        Assert.Equal(Sorted(401, 402), await FindAsync(new SearchScope(Sample.Office, null)));
        Assert.Equal(Sorted(401, 402), await FindAsync(new SearchScope(null, "3601")));
        Assert.Equal([.. Sorted(401, 402), register.IdOf(403)], await FindAsync(new SearchScope(null, "")));
        Assert.Empty(await FindAsync(new SearchScope(null, null)));
        Assert.Equal([register.IdOf(402)], await FindAsync(new SearchScope(Sample.Office, null), to: new DateOnly(2026, 11, 10)));
        Assert.Equal([register.IdOf(401)], await FindAsync(new SearchScope(Sample.Office, null), from: new DateOnly(2026, 11, 11)));
        Assert.Equal(Sorted(401, 402)[..1], await FindAsync(new SearchScope(null, ""), most: 1));
    }

    private async Task<IReadOnlyList<Domain.Identity.PersonId>> FindAsync(
        SearchScope scope,
        DateOnly? from = null,
        DateOnly? to = null,
        int most = 10
    ) => await new RegistrationRoster(register.Source).ActiveAsync(scope, from, to, most, TestContext.Current.CancellationToken);

    private List<Domain.Identity.PersonId> Sorted(params int[] numbers) =>
        [.. numbers.Select(register.IdOf).OrderBy(person => person.ToString(), StringComparer.Ordinal)];

    private Task MoveAsync(int n, string office) =>
        DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE registration SET office = $2 WHERE person_id = $1",
            register.IdOf(n).ToGuid(),
            office
        );
}
