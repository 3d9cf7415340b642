using System.Text.Json;
using Grid.Bench.Databases;
using Grid.Bench.Writes;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Duplicates;
using Grid.LoadGenerator.Chance;
using Grid.Storage.Duplicates;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Bench.Duplicates;

/// <summary>What is asked of the measurement.</summary>
internal sealed record DuplicatesOptions(string Server, int Persons, int Pairs, int OneTelephone, int Slice, bool Kill, ulong Seed);

/// <summary>What was found of one kind of planted pairs.</summary>
internal sealed record PlantedFigures(PlantedKind Kind, int Planted, int Found);

/// <summary>What was measured.</summary>
internal sealed record DuplicatesReport
{
    public required DuplicatesOptions Options { get; init; }

    public required DuplicateRun Run { get; init; }

    public required double Seconds { get; init; }

    public required double LoadSeconds { get; init; }

    /// <summary>The longest step.</summary>
    public required double LongestStep { get; init; }

    /// <summary>Of the process, managed and not, in MiB: after loading, and the most during the run.</summary>
    public required (double Before, double Most) MemoryMiB { get; init; }

    public required IReadOnlyList<PlantedFigures> Planted { get; init; }

    /// <summary>Pairs on the list that were not planted.</summary>
    public required long False { get; init; }

    /// <summary>How alike these are, in the traits that speak for one person; the most frequent first.</summary>
    public required IReadOnlyList<(string Likeness, int Pairs)> FalseKinds { get; init; }

    /// <summary>Steps that were broken off and begun again.</summary>
    public required int Killed { get; init; }

    public required LikenessScore? Example { get; init; }
}

/// <summary>
/// Fills a register's search table with made-up persons and planted pairs, by the same parts with which commits fill it, and runs the search
/// for duplicates over it.
/// </summary>
internal sealed class DuplicatesBench(DuplicatesOptions options, TimeProvider clock, Action<string> say)
{
    private const string Office = "36010200";
    private const string Region = "360102";

    private readonly HashSet<Guid> taken = [];
    private readonly Dictionary<(Guid, Guid), PlantedKind> planted = [];
    private readonly int[] plantedOf = new int[Enum.GetValues<PlantedKind>().Length];

    public async Task<DuplicatesReport> RunAsync(CancellationToken cancelled)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        var secrets = BenchSilo.NewSecrets();
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        say($"loading {options.Persons:N0} persons and {options.Pairs:N0} second records");
        var began = clock.GetTimestamp();
        await LoadAsync(database.OwnerConnectionString, secrets, cancelled);
        var loaded = clock.GetElapsedTime(began).TotalSeconds;
        await ServerSettings.CheckpointAsync(database.OwnerConnectionString, cancelled);
        taken.Clear();
        GC.Collect();
        var before = Environment.WorkingSet;

        var runs = new DuplicateRuns(source, secrets, new CommittedRecords(source, secrets.Ring, (IEnumerable<IStateUpgrade>)[]));
        var (run, most, longest, killed) = (await OrderAsync(runs, cancelled), before, 0.0, 0);
        began = clock.GetTimestamp();
        while (run.Status == DuplicateRunStatus.Running)
        {
            var step = clock.GetTimestamp();
            var isKilled = options.Kill && run.Steps > 0 && run.Step == run.Steps / 2 && killed == 0;
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            if (isKilled)
                ends.CancelAfter(TimeSpan.FromMilliseconds(400));
            try
            {
                await runs.StepAsync(
                    run,
                    LikenessWeights.BuiltIn,
                    new DuplicateRunLimits { Slice = options.Slice },
                    clock.GetUtcNow(),
                    ends.Token
                );
            }
            catch (Exception) when (isKilled && !cancelled.IsCancellationRequested)
            {
                killed++;
                say($"step {run.Step} was broken off");
            }

            longest = Math.Max(longest, clock.GetElapsedTime(step).TotalSeconds);
            most = Math.Max(most, Environment.WorkingSet);
            run = (await runs.FindAsync(run.Id, cancelled))!;
            say($"step {run.Step} of {run.Steps}: {clock.GetElapsedTime(began).TotalSeconds:0.0} s, {run.Found:N0} pairs");
        }

        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        var (found, wrong, kinds, example) = await ResultAsync(source, cancelled);
        return new DuplicatesReport
        {
            Options = options,
            Run = run,
            Seconds = seconds,
            LoadSeconds = loaded,
            LongestStep = longest,
            MemoryMiB = (before / 1048576.0, most / 1048576.0),
            Planted = [.. Enum.GetValues<PlantedKind>().Select(kind => new PlantedFigures(kind, plantedOf[(int)kind], found[(int)kind]))],
            False = wrong,
            FalseKinds = kinds,
            Killed = killed,
            Example = example,
        };
    }

    private async Task<DuplicateRun> OrderAsync(DuplicateRuns runs, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var run = new DuplicateRun
        {
            Id = Guid.CreateVersion7(now),
            By = "bench",
            OrderedAt = now,
            Status = DuplicateRunStatus.Running,
            Weights = LikenessWeights.BuiltIn.Version,
        };
        await runs.OrderAsync(run, receipt: null, cancelled);
        return (await runs.FindAsync(run.Id, cancelled))!;
    }

    private async Task LoadAsync(string owner, RegisterSecrets secrets, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancelled);
        await using var tokens = new NpgsqlConnection(owner);
        await tokens.OpenAsync(cancelled);
        await using var persons = await connection.BeginBinaryImportAsync(
            "COPY person_search (person_id, name_sealed, telephone_hash, office, region, active, name_tokens, traits, block_keys) FROM STDIN (FORMAT BINARY)",
            cancelled
        );
        await using var names = await tokens.BeginBinaryImportAsync(
            "COPY name_token (token, person_id, office) FROM STDIN (FORMAT BINARY)",
            cancelled
        );
        var register = new MadeUpRegister(options.Persons, options.OneTelephone, options.Seed);
        var kinds = Enum.GetValues<PlantedKind>();
        var every = Math.Max(1, options.Persons / Math.Max(1, options.Pairs));
        var (place, left) = (0, options.Pairs);
        foreach (var one in register.Registrants())
        {
            var id = await AddAsync(one);
            if (place++ % every != 0 || left == 0 || id is not { } first)
                continue;
            var dice = Dice.For(options.Seed, place, "planted");
            for (var tried = 0; tried < kinds.Length; tried++)
            {
                var kind = kinds[(left + tried) % kinds.Length];
                if (PlantedPairs.Make(kind, one, register, dice) is { } other && await AddAsync(other) is { } second)
                {
                    planted[first.CompareTo(second) < 0 ? (first, second) : (second, first)] = kind;
                    plantedOf[(int)kind]++;
                    left--;
                    break;
                }
            }
        }

        await persons.CompleteAsync(cancelled);
        await names.CompleteAsync(cancelled);
        await persons.DisposeAsync();
        await names.DisposeAsync();
        await using var analyze = new NpgsqlCommand("VACUUM ANALYZE person_search, name_token", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync(cancelled);

        async Task<Guid?> AddAsync(MadeUpRegistrant one)
        {
            var number = one.Identity.Number;
            var id = new Guid(secrets.RegisterKey.Derive(number.Kind.ToString(), number.Value), bigEndian: true);
            if (!taken.Add(id))
                return null;
            var stored = StoredTraits.Of(Traits.Of(one.Identity, one.Telephone, one.Address), id, secrets.Ring, secrets.RegisterKey);
            var nameTokens = NameTokens.AllOf(secrets.RegisterKey, one.Identity.Name);
            await persons.StartRowAsync(cancelled);
            await persons.WriteAsync(id, NpgsqlDbType.Uuid, cancelled);

            // As long as a sealed name is.
            await persons.WriteAsync(new byte[44], NpgsqlDbType.Bytea, cancelled);
            if (one.Telephone is { } telephone)
                await persons.WriteAsync(secrets.RegisterKey.TelephoneHash(telephone.Value), NpgsqlDbType.Bytea, cancelled);
            else
                await persons.WriteNullAsync(cancelled);
            await persons.WriteAsync(Office, NpgsqlDbType.Text, cancelled);
            await persons.WriteAsync(Region, NpgsqlDbType.Text, cancelled);
            await persons.WriteAsync(true, NpgsqlDbType.Boolean, cancelled);
            await persons.WriteAsync(nameTokens, NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancelled);
            await persons.WriteAsync(stored.Sealed, NpgsqlDbType.Bytea, cancelled);
            await persons.WriteAsync(stored.Keys, NpgsqlDbType.Bytea, cancelled);
            foreach (var token in nameTokens)
            {
                await names.StartRowAsync(cancelled);
                await names.WriteAsync(token, NpgsqlDbType.Bigint, cancelled);
                await names.WriteAsync(id, NpgsqlDbType.Uuid, cancelled);
                await names.WriteAsync(Office, NpgsqlDbType.Text, cancelled);
            }

            return id;
        }
    }

    private async Task<(int[] Found, long Wrong, IReadOnlyList<(string, int)> Kinds, LikenessScore? Example)> ResultAsync(
        NpgsqlDataSource source,
        CancellationToken cancelled
    )
    {
        var (found, wrong) = (new int[plantedOf.Length], 0L);
        LikenessScore? example = null;
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var command = source.CreateCommand("SELECT first, second, parts::text FROM duplicate_pair WHERE status = 1");
        await using var row = await command.ExecuteReaderAsync(cancelled);
        while (await row.ReadAsync(cancelled))
        {
            if (!planted.TryGetValue((row.GetGuid(0), row.GetGuid(1)), out var kind))
            {
                wrong++;
                var alike = KindOf(Score(row.GetString(2)));
                kinds[alike] = kinds.GetValueOrDefault(alike) + 1;
                continue;
            }

            found[(int)kind]++;
            if (kind == PlantedKind.NumberBirthExchanged)
                example ??= Score(row.GetString(2));
        }

        return (found, wrong, [.. kinds.OrderByDescending(kind => kind.Value).Select(kind => (kind.Key, kind.Value))], example);
    }

    private static LikenessScore Score(string parts) => JsonSerializer.Deserialize<LikenessScore>(parts, DomainJson.Options)!;

    private static string KindOf(LikenessScore score) =>
        string.Join(", ", score.Parts.Where(part => part.Bits > 1).Select(part => $"{part.Trait} {part.Likeness}"));
}
