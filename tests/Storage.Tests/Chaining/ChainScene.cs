using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Sealing;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Chaining;

/// <summary>A register of this version and one of an older version over one database, and its owner, who changes what is stored.</summary>
internal sealed class ChainScene : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly Register older;

    private ChainScene(TestDatabase database, RegisterSecrets secrets)
    {
        this.database = database;
        Register = new Register(database.ApplicationConnectionString, secrets: secrets);
        older = new Register(database.ApplicationConnectionString, secrets: secrets, isOlderHost: true);
        Keys = new ChainKeys(secrets);
    }

    public Register Register { get; }

    public ChainKeys Keys { get; }

    /// <summary>Checkpoints that were kept elsewhere.</summary>
    public List<Checkpoint> Elsewhere { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ChainScene> StartAsync(KeyedHash hash = KeyedHash.HmacSha256) =>
        new(
            await TestDatabase.CreateAsync(Cancellation),
            new RegisterSecrets(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(hash))
        );

    public Guid Of(int n) => Register.IdOf(n).ToGuid();

    /// <summary>Commits of one event each.</summary>
    public async Task WriteAsync(int n, int times, bool byOlderHost = false)
    {
        for (var i = 0; i < times; i++)
            await (byOlderHost ? older : Register).AppendAsync(Register.IdOf(n), sequence => Sample.SmallCommit(sequence));
    }

    /// <summary>A commit with a row in every table.</summary>
    public Task WriteFullAsync(int n) => Register.AddAsync(n);

    public Task<ChainReport> CheckAsync() => ChainCheck.RunAsync(Register.Source, Keys, Elsewhere, Cancellation);

    public async Task<IReadOnlyList<string>> FaultsAsync() => Texts(await CheckAsync());

    public Task<ChainRunReport> ChainAsync(string? reason = null) =>
        ChainRun.RunAsync(Register.Source, Keys, TimeProvider.System, reason, Cancellation);

    /// <summary>Entries of the access log, one after the other.</summary>
    public async Task AccessAsync(params string[] actors)
    {
        await using var log = new Access.AccessLog(Register.Source, TimeProvider.System, Keys);
        foreach (var actor in actors)
            await log.WriteAsync(Entry(actor), Cancellation);
    }

    /// <summary>Entries of the access log that wait together.</summary>
    public async Task AccessTogetherAsync(params string[] actors)
    {
        await using var log = new Access.AccessLog(Register.Source, TimeProvider.System, Keys);
        await Task.WhenAll(actors.Select(actor => log.WriteAsync(Entry(actor), Cancellation)));
    }

    /// <summary>Signs what was committed.</summary>
    public Task<IReadOnlyList<string>> SignAsync(string origin = "grid.example/36") =>
        CheckpointRun.RunAsync(Register.Source, new CheckpointKey(Register.Secrets, origin), TimeProvider.System, Cancellation);

    /// <summary>What is found after a change by the owner, which is undone.</summary>
    public async Task<IReadOnlyList<string>> FaultsAfterAsync(string damage, params object[] values)
    {
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        await using var undone = await owner.BeginTransactionAsync(Cancellation);
        await using var command = With(owner, damage, values);
        Assert.True(await command.ExecuteNonQueryAsync(Cancellation) > 0, damage);
        return Texts(await ChainCheck.RunAsync(owner, Keys, Elsewhere, Cancellation));
    }

    public Task OwnerAsync(string sql, params object[] values) =>
        DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, sql, values);

    public async Task<IReadOnlyList<(string Column, string Type)>> ColumnsAsync(string table, IReadOnlyCollection<string> without)
    {
        await using var command = Register.Source.CreateCommand(
            "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position"
        );
        command.Parameters.AddWithValue(table);
        var columns = new List<(string, string)>();
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
        {
            if (!without.Contains(row.GetString(0), StringComparer.Ordinal))
                columns.Add((row.GetString(0), row.GetString(1)));
        }

        return columns;
    }

    public async ValueTask DisposeAsync()
    {
        await older.DisposeAsync();
        await Register.DisposeAsync();
        await database.DisposeAsync();
    }

    public static List<string> Texts(ChainReport report) => Texts(report.Faults);

    public static List<string> Texts(IEnumerable<ChainFault> faults) =>
        [.. faults.Select(fault => $"{fault.Table} {fault.Row} {fault.Kind}")];

    private static AccessEntry Entry(string actor) =>
        new(new Actor(actor, Role.Clerk, Sample.Office), "person.read", [PersonId.FromGuid(Guid.NewGuid())], "r", null, "t", Sample.Now);

    private static NpgsqlCommand With(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
