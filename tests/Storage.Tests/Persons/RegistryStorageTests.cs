using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Testing.Databases;
using Orleans;
using Orleans.Storage;

namespace Grid.Storage.Tests.Persons;

/// <summary>One person at a time: what a write leaves, who may write, and what is refused.</summary>
public sealed class RegistryStorageTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly Register register = new(database.ApplicationConnectionString);

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_read_again()
    {
        var written = await register.AddAsync(1);
        Assert.Equal("1", written.ETag);
        Assert.True(written.RecordExists);
        Assert.Null(written.State!.Unsaved);

        var read = await register.ReadAsync(register.IdOf(1));
        Assert.Equal("1", read.ETag);
        Assert.True(read.RecordExists);
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(written.State!.Record, Grid.Domain.Json.DomainJson.Options),
            System.Text.Json.JsonSerializer.Serialize(read.State!.Record, Grid.Domain.Json.DomainJson.Options)
        );
    }

    [Fact]
    public async Task A_write_leaves_a_row_in_every_table()
    {
        await register.AddAsync(2);
        var person = register.IdOf(2).ToGuid();
        foreach (
            var table in (string[])
                [
                    "person",
                    "journal",
                    "receipt",
                    "application",
                    "registration",
                    "person_search",
                    "count_entry",
                    "platform_item",
                    "notice",
                    "duty",
                    "duty_done",
                    "service_record",
                ]
        )
        {
            Assert.Equal(1L, await register.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE person_id = $1", person));
        }
    }

    [Fact]
    public async Task An_unknown_person_is_none()
    {
        var read = await register.ReadAsync(register.IdOf(3));
        Assert.Null(read.State!.Record);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Fact]
    public async Task Of_two_first_writers_one_wins_and_nothing_of_the_other_stays()
    {
        var person = register.IdOf(4);
        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    var state = new GrainState<PersonState> { State = new PersonState() };
                    try
                    {
                        await register.AppendAsync(state, person, sequence =>
                            Sample.SmallCommit(sequence, Sample.Receipt(person, $"first-{i}"), new ReminderRow(Sample.Now))
                        );
                        return true;
                    }
                    catch (InconsistentStateException)
                    {
                        return false;
                    }
                })
        );
        Assert.Single(attempts, won => won);
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE person_id = $1", person.ToGuid()));
    }

    [Fact]
    public async Task A_stale_writer_is_refused_and_nothing_of_it_stays()
    {
        var person = (await register.AddAsync(5)).State!.Record!.Id;
        var stale = await register.ReadAsync(person);
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence));

        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            register.AppendAsync(stale, person, sequence =>
                Sample.SmallCommit(sequence, Sample.Receipt(person, "stale"), new ReminderRow(null))
            )
        );
        Assert.Equal(2L, await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(2L, await register.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(0L, await register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = 'stale'"));
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = $1", $"person/{person}"));
    }

    [Fact]
    public async Task Without_a_commit_nothing_is_written()
    {
        var state = await register.AddAsync(6);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            register.Storage.WriteStateAsync("person", Register.GrainOf(register.IdOf(6)), state)
        );
    }

    [Fact]
    public async Task A_person_is_never_cleared()
    {
        var state = await register.AddAsync(7);
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            register.Storage.ClearStateAsync("person", Register.GrainOf(register.IdOf(7)), state)
        );
    }

    [Fact]
    public async Task The_reminder_is_there_exactly_with_its_state()
    {
        var state = await register.AddAsync(8);
        var person = register.IdOf(8);
        var grain = Register.GrainOf(person);
        const string Row =
            "SELECT format('%s %s %s %s %s', service_id, name, period_ms, grain_hash, to_char(start_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')) FROM reminder WHERE grain_id = $1";
        const string Version = "SELECT version FROM reminder WHERE grain_id = $1";

        var hash = unchecked((int)grain.GetUniformHashCode());
        Assert.Equal($"grid duty 900000 {hash} 2026-11-25 01:30:00", await register.ScalarAsync<string>(Row, grain.ToString()));
        var version = await register.ScalarAsync<int>(Version, grain.ToString());

        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence, duty: new ReminderRow(Sample.Now.AddDays(6))));
        Assert.Equal($"grid duty 900000 {hash} 2026-11-26 01:30:00", await register.ScalarAsync<string>(Row, grain.ToString()));
        Assert.Equal(version + 1, await register.ScalarAsync<int>(Version, grain.ToString()));

        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence));
        Assert.Equal(version + 1, await register.ScalarAsync<int>(Version, grain.ToString()));

        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence, duty: new ReminderRow(null)));
        Assert.Equal(0L, await register.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = $1", grain.ToString()));
    }
}
