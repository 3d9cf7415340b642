using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using Orleans;
using Orleans.Runtime;

namespace Grid.Storage.Tests.Persons;

/// <summary>The storage provider over a database, as a silo has it, with what tests ask of it.</summary>
internal sealed class Register : IAsyncDisposable
{
    public const string ServiceId = "grid";

    /// <param name="connectionString">Of the application's role.</param>
    /// <param name="options">Options.</param>
    /// <param name="faults">What goes wrong.</param>
    /// <param name="secrets">The keys; new ones if null.</param>
    /// <param name="isOlderHost">Writes as a host from before the chain.</param>
    public Register(
        string connectionString,
        RegistryOptions? options = null,
        ICommitFaults? faults = null,
        RegisterSecrets? secrets = null,
        bool isOlderHost = false
    )
    {
        Source = NpgsqlDataSource.Create(connectionString);
        Secrets = secrets ?? new RegisterSecrets(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));
        Numbers = new PersonNumbers(Source, TimeProvider.System);
        Storage = new RegistryStorage(
            new RegistryServices
            {
                Source = Source,
                Secrets = Secrets,
                Clock = TimeProvider.System,
                ServiceId = ServiceId,
                Options = options ?? new RegistryOptions(),
                Faults = faults ?? new NoCommitFaults(),
                IsUnchained = isOlderHost,
            }
        );
    }

    public NpgsqlDataSource Source { get; }

    public RegisterSecrets Secrets { get; }

    public RegistryStorage Storage { get; }

    public PersonNumbers Numbers { get; }

    public PersonSearch Search => new(Source, Secrets, Numbers);

    public PersonId IdOf(int n) => new PersonIdentifier(Secrets.RegisterKey).Identify(Sample.Number(n));

    public static GrainId GrainOf(PersonId person) => GrainId.Create("person", person.ToString());

    /// <summary>The state as a fresh activation reads it.</summary>
    public async Task<GrainState<PersonState>> ReadAsync(PersonId person)
    {
        var state = new GrainState<PersonState>();
        await Storage.ReadStateAsync("person", GrainOf(person), state);
        return state;
    }

    public Task WriteAsync(GrainState<PersonState> state, PersonRecord record, PersonCommit commit)
    {
        state.State!.Record = record;
        state.State!.Unsaved = commit;
        return Storage.WriteStateAsync("person", GrainOf(record.Id), state);
    }

    /// <summary>Reads the person, then writes the commit with a row in every table.</summary>
    public async Task<GrainState<PersonState>> AddAsync(int n)
    {
        var state = await ReadAsync(IdOf(n));
        var record = Sample.Record(IdOf(n), n);
        await WriteAsync(state, record, Sample.FullCommit(record, n));
        return state;
    }

    /// <summary>Reads the person, then writes one more event.</summary>
    public async Task<GrainState<PersonState>> AppendAsync(PersonId person, Func<long, PersonCommit> commit)
    {
        var state = await ReadAsync(person);
        await AppendAsync(state, person, commit);
        return state;
    }

    public Task AppendAsync(GrainState<PersonState> state, PersonId person, Func<long, PersonCommit> commit)
    {
        var record = (state.State!.Record ?? PersonRecord.Unknown(person)) is var before
            ? before with
            {
                Sequence = before.Sequence + 1,
            }
            : null!;
        return WriteAsync(state, record, commit(record.Sequence));
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        await Numbers.DisposeAsync();
        await Source.DisposeAsync();
    }
}
