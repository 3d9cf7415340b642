using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Grid.Storage.Chaining;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;
using Orleans.Storage;

namespace Grid.Storage.Persons;

/// <summary>
/// The storage provider <c>registry</c>: a person's state and everything that its commit carries, in one transaction. Writes of different
/// persons that wait at the same time are committed together; each caller gets its own answer, and only after the commit.
/// </summary>
/// <remarks>
/// A write throws <see cref="InconsistentStateException"/> (another activation wrote the person), <see cref="DuplicateReceiptException"/>,
/// <see cref="StoreRefusedException"/> or <see cref="StoreUnavailableException"/>: nothing was committed; or
/// <see cref="OutcomeUnknownException"/>. After any of them the state in memory is not what is stored: the grain must be deactivated.
/// </remarks>
public sealed class RegistryStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "registry";

    private readonly NpgsqlDataSource source;
    private readonly KeyRing ring;
    private readonly ChainKeys? chain;
    private readonly StateDocument documents;
    private readonly CommitPacker packer;
    private readonly PersonReads reads;
    private readonly GroupQueue<PendingWrite> writes;

    /// <summary>Starts the loops; nothing is connected before the first use.</summary>
    public RegistryStorage(RegistryServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.Options;
        source = services.Source;
        ring = services.Secrets.Ring;
        chain = services.IsUnchained ? null : new ChainKeys(services.Secrets);
        documents = new StateDocument(services.Upgrades);
        packer = new CommitPacker(ring, services.Secrets.RegisterKey, chain, options.PlatformByHand, options.Licences);
        reads = new PersonReads(services.Source, services.Clock, options);
        var commits = new CommitServices(services.Source, services.Clock, options, services.Faults, services.ServiceId);
        writes = new GroupQueue<PendingWrite>(
            "person-write",
            new GroupLimits(options.WriterLoops, options.GroupSize, options.QueueCapacity),
            () => new CommitWriter(commits),
            write => write.Person.Person
        );
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (person, state) = Of(grainId, grainState);
        var stored = await reads.ReadAsync(person);
        if (stored is null)
        {
            (state.State, state.ETag, state.RecordExists) = (new PersonState(), null, false);
            return;
        }

        var id = person.ToString();
        if (chain is not null && stored.Chained is { } chained && !ChainKeys.Same(chained.Of(stored.State, chain), stored.Mac))
            throw new SealBrokenException();
        if (stored.DataKey is null && stored.State.Length == 0 && stored.Chained is { } erased)
        {
            // Whoever comes back after an erasure starts as new, with a new key; the journal goes on.
            state.State = new PersonState
            {
                Record = ErasureRules.Erased(person, erased.Sequence),
                StoreTag = new PersonTag(ring.NewDataKey(), erased.Chain, IsBehind: false, IsNewKey: true),
            };
            (state.ETag, state.RecordExists) = (ETagOf(stored.Version), true);
            return;
        }

        // A key that was destroyed by hand is no erasure: the state is there, and must not be overwritten.
        var key = stored.DataKey is { } wrapped ? DataKey.Unwrap(ring, wrapped, id) : throw new SealKeyMissingException();
        var document = Sealer.Open(stored.State, key, AssociatedData.Of(id, "state"));
        state.State = new PersonState
        {
            Record = documents.Read(stored.Schema, document),
            StoreTag = new PersonTag(key, stored.Chained?.Chain, IsBehind: stored.Chained is null),
        };
        (state.ETag, state.RecordExists) = (ETagOf(stored.Version), true);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (person, state) = Of(grainId, grainState);
        if (state.State is not { Record: { } record, Unsaved: { } commit })
            throw new InvalidOperationException("A person is written with a record and the commit that it comes from, and never without.");
        if (record.Id != person)
            throw new InvalidOperationException("The record is another person's.");
        var version = VersionOf(state.ETag);
        var tag = (PersonTag?)state.State.StoreTag
            ?? (
                version == 0
                    ? new PersonTag(ring.NewDataKey(), null, IsBehind: false, IsNewKey: true)
                    : throw new InvalidOperationException("The state to write must be the one that was read.")
            );
        if (tag.IsBehind && chain is not null)
            tag = tag with { Chain = await ChainHead.ReadAsync(source, person.ToGuid(), record.Sequence - commit.Journal.Count, chain) };

        PendingWrite write;
        try
        {
            write = packer.Pack(grainId, record, commit, version, tag);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new StoreRefusedException(
                $"The record cannot be written as JSON ({e.GetType().Name}). Nothing was committed.",
                null,
                duplicate: false
            );
        }

        writes.Enqueue(write);
        var written = await write.Answer;
        (state.ETag, state.RecordExists) = (ETagOf(written), true);
        (state.State.Unsaved, state.State.StoreTag) = (null, new PersonTag(tag.Key, write.Person.Chain, IsBehind: false));
    }

    /// <summary>Never: a person's record ends by commands, and is erased by retention.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("A person's record is never deleted by its grain.");

    /// <summary>Stops after the grains: what they wrote last is committed and answered.</summary>
    public void Participate(ISiloLifecycle observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        observer.Subscribe(nameof(RegistryStorage), ServiceLifecycleStage.RuntimeInitialize, _ => Task.CompletedTask, StopAsync);
    }

    /// <summary>Takes no more writes, commits those that wait, and returns. When the token is cancelled, what still waits fails.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await writes.StopAsync(cancellationToken);
        await reads.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        await reads.DisposeAsync();
    }

    private static (PersonId Person, IGrainState<PersonState> State) Of<T>(GrainId grainId, IGrainState<T> grainState) =>
        (
            PersonId.Parse(grainId.Key.ToString()!),
            grainState as IGrainState<PersonState>
                ?? throw new NotSupportedException($"The storage '{ProviderName}' keeps {nameof(PersonState)} alone.")
        );

    private static string ETagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long VersionOf(string? etag) => etag is null ? 0 : long.Parse(etag, NumberStyles.None, CultureInfo.InvariantCulture);
}
