using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Consistency;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Searching;

/// <summary>Names that are sealed as they are written, names of hosts that knew no sealing, and both side by side.</summary>
public sealed class NameSealingTests : IAsyncLifetime
{
    private const string Office = "36010200";

    /// <summary>What a host from before migration 0815 does to the row.</summary>
    private const string OlderHost = """
        INSERT INTO person_search (person_id, name, name_key, telephone_hash, office, region, active) VALUES ($1, $2, $2, NULL, $3, left($3, 6), true)
        ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, telephone_hash = excluded.telephone_hash,
            office = excluded.office, region = excluded.region, active = excluded.active
        """;

    private TestDatabase database = null!;
    private Register register = null!;
    private PersonSearch search = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Cancellation);
        register = new Register(database.ApplicationConnectionString);
        search = register.Search;
    }

    public async ValueTask DisposeAsync()
    {
        await register.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Tokens_follow_the_name_and_the_office()
    {
        var person = await AddAsync("令狐冲", Office);
        Assert.Equal([person], await FindAsync("令狐"));
        Assert.Equal([person], await FindAsync("令狐冲"));
        Assert.Equal([person], await FindAsync("令狐", Office));

        await WriteAsync(person, new SearchRow(PersonName.Parse("令狐大侠"), null, "36020300", "360203", true));
        Assert.Equal([person], await FindAsync("令狐"));
        Assert.Empty(await FindAsync("令狐冲"));
        Assert.Equal([person], await FindAsync("令狐大侠"));
        Assert.Empty(await FindAsync("令狐", Office));
        Assert.Equal([person], await FindAsync("令狐", "36020300"));
        Assert.Equal(3L, await CountAsync("name_token"));
        await NothingDisagreesAsync();

        await WriteAsync(person, new SearchRow(null, null, null, null, false));
        Assert.Empty(await FindAsync("令狐"));
        Assert.Equal(0L, await CountAsync("name_token"));
        Assert.Equal(0L, await CountAsync("person_search WHERE name_sealed IS NOT NULL"));
        await NothingDisagreesAsync();
    }

    [Fact]
    public async Task What_an_older_host_writes_is_found_and_nothing_older_beside_it()
    {
        var person = await AddAsync("东方不败", Office);
        await OlderHostAsync(person, "东方朔", "36020300");
        Assert.Equal([person], await FindAsync("东方"));
        Assert.Equal([person], await FindAsync("东方朔"));
        Assert.Empty(await FindAsync("东方不败"));
        Assert.Empty(await FindAsync("东方", Office));
        Assert.Equal(0L, await CountAsync("name_token"));

        // An alias, or what was entered in error.
        var gone = await AddAsync("东方红", Office);
        await OlderHostAsync(gone, null, Office);
        Assert.Equal([person], await FindAsync("东方"));

        // The next commit of a new host seals it again.
        await WriteAsync(person, new SearchRow(PersonName.Parse("东方朔"), null, Office, "360102", true));
        Assert.Equal([person], await FindAsync("东方朔", Office));
        Assert.Equal(0L, await CountAsync("person_search WHERE name IS NOT NULL OR name_key IS NOT NULL"));
        await NothingDisagreesAsync();
    }

    [Fact]
    public async Task Sealed_and_clear_names_come_in_one_order_page_by_page()
    {
        var all = new List<PersonId>();
        for (var i = 0; i < 12; i++)
        {
            all.Add(await AddAsync($"慕容{(char)('甲' + i)}", Office));
            if (i % 2 == 0)
                await OlderHostAsync(all[^1], $"慕容{(char)('甲' + i)}", Office);
        }

        all.Sort();
        foreach (var scope in (SearchScope[])[new(Office, null), new(null, "360102"), new(null, "3601"), new(null, "36"), new(null, "")])
        {
            var found = new List<PersonId>();
            string? after = null;
            do
            {
                var page = await search.ByNamePrefixAsync("慕容", scope, new PageRequest(5, after), Cancellation);
                found.AddRange(page.Items.Select(hit => hit.Person));
                after = page.Next;
            } while (after is not null);
            Assert.Equal(all, found);
        }
    }

    [Fact]
    public async Task The_command_seals_what_is_in_the_clear_and_again_finds_nothing()
    {
        var names = (string[])["上官婉儿", "上官云", "上官飞燕"];
        var persons = new List<PersonId>();
        foreach (var name in names)
        {
            persons.Add(await AddAsync("上官某", Office));
            await OlderHostAsync(persons[^1], name, Office);
        }

        var erased = await AddAsync("上官无名", Office);
        await OlderHostAsync(erased, "上官无名", Office);
        await OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", erased.ToGuid());

        Assert.Equal(new NameSealingReport(3, 1), await NameSealing.RunAsync(register.Source, register.Secrets, Cancellation));
        Assert.Equal(persons.Order(), await FindAsync("上官"));
        Assert.Equal([persons[1]], await FindAsync("上官云"));
        Assert.Equal(0L, await CountAsync("person_search WHERE name IS NOT NULL OR name_key IS NOT NULL"));
        await NothingDisagreesAsync();
        Assert.Equal(new NameSealingReport(0, 0), await NameSealing.RunAsync(register.Source, register.Secrets, Cancellation));
    }

    [Fact]
    public async Task Who_is_erased_is_found_no_more_and_the_page_goes_on_behind()
    {
        var persons = new List<PersonId>();
        for (var i = 0; i < 5; i++)
            persons.Add(await AddAsync("欧阳锋", Office));
        persons.Sort();
        await OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", persons[1].ToGuid());

        var first = await search.ByNamePrefixAsync("欧阳", new SearchScope(Office, null), new PageRequest(2, null), Cancellation);
        Assert.Equal([persons[0]], first.Items.Select(hit => hit.Person));
        var second = await search.ByNamePrefixAsync("欧阳", new SearchScope(Office, null), new PageRequest(3, first.Next), Cancellation);
        Assert.Equal(persons[2..], second.Items.Select(hit => hit.Person));
        Assert.Null(second.Next);
    }

    private async Task<PersonId[]> FindAsync(string prefix, string? office = null) =>
        [
            .. (
                await search.ByNamePrefixAsync(
                    prefix,
                    office is null ? new SearchScope(null, "") : new SearchScope(office, null),
                    new PageRequest(200, null),
                    Cancellation
                )
            ).Items.Select(hit => hit.Person),
        ];

    private async Task<PersonId> AddAsync(string name, string office)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await WriteAsync(person, new SearchRow(PersonName.Parse(name), TelephoneNumber.Parse("13700000000"), office, office[..6], true));
        return person;
    }

    private async Task WriteAsync(PersonId person, SearchRow row) =>
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence) with { Search = row });

    private async Task OlderHostAsync(PersonId person, string? name, string office)
    {
        await using var command = register.Source.CreateCommand(OlderHost);
        command.Parameters.AddWithValue(person.ToGuid());
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)name ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.AddWithValue(office);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task<long> CountAsync(string what) => register.ScalarAsync<long>($"SELECT count(*) FROM {what}");

    private async Task OwnerAsync(string sql, Guid person)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // Constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(person);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task NothingDisagreesAsync() =>
        Assert.Equal(0L, (await ConsistencyChecks.CheckAsync(register.Source, Cancellation))["nameTokenNotAsSearch"]);
}
