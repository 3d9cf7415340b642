using System.Globalization;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Changes;
using Grid.Storage.Changes;
using Grid.Storage.Sealing;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Changes;

/// <summary>The feed over a database of its own, with rows that are written as transactions of the test.</summary>
internal sealed class ChangeScene : IAsyncDisposable
{
    private const string Insert = """
        INSERT INTO journal (person_id, sequence, event, event_on, office, actor, actor_role, at, commit_id, facts)
        VALUES ($1, $2, $3, '2026-11-20', $4, 'clerk-1', 'clerk', $5, gen_random_uuid(), $6::jsonb)
        """;

    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private ChangeScene(TestDatabase database)
    {
        Database = database;
        Source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        Clock = new MovingClock();
        Watch = new ChangeWatch(Source, Options.Create(new ChangeOptions { Poll = Poll }), Clock, NullLogger<ChangeWatch>.Instance);
        Feed = new ChangeFeed(Source, KeyRing.Create(SealAlgorithm.Aes256Gcm), Watch, Clock);
    }

    public TestDatabase Database { get; }

    public NpgsqlDataSource Source { get; }

    public MovingClock Clock { get; }

    public ChangeWatch Watch { get; }

    public ChangeFeed Feed { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ChangeScene> CreateAsync() => new(await TestDatabase.CreateAsync(Cancelled));

    public static Guid Person(int n) => Guid.Parse(n.ToString("D32", CultureInfo.InvariantCulture));

    public static ChangeReach Of(params string[] offices) => new(string.Join('+', offices), offices, new HashSet<string>());

    /// <summary>A connection in a transaction.</summary>
    public async Task<NpgsqlConnection> BeginAsync()
    {
        var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(Cancelled);
        await ExecuteAsync(connection, "BEGIN");
        return connection;
    }

    public static async Task CommitAsync(NpgsqlConnection connection)
    {
        await ExecuteAsync(connection, "COMMIT");
        await connection.DisposeAsync();
    }

    public static async Task AddAsync(
        NpgsqlConnection connection,
        string office,
        int person,
        long sequence,
        string kind = "contactRecorded",
        string facts = "{}"
    )
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue(Person(person));
        command.Parameters.AddWithValue(sequence);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(office);
        command.Parameters.AddWithValue(TimeProvider.System.GetUtcNow());
        command.Parameters.AddWithValue(NpgsqlDbType.Text, facts);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    /// <summary>One row in a transaction of its own.</summary>
    public async Task AddAsync(string office, int person, long sequence, string kind = "contactRecorded")
    {
        var connection = await BeginAsync();
        await AddAsync(connection, office, person, sequence, kind);
        await CommitAsync(connection);
    }

    /// <summary>What the commit says beside the journal.</summary>
    public static async Task ReachAsync(NpgsqlConnection connection, string office, int person, long sequence, ReachKind kind)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO journal_reach (office, person_id, sequence, kind) VALUES ($1, $2, $3, $4)",
            connection
        );
        command.Parameters.AddWithValue(office);
        command.Parameters.AddWithValue(Person(person));
        command.Parameters.AddWithValue(sequence);
        command.Parameters.AddWithValue((short)kind);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    public Task ExecuteAsync(string sql, params object[] values) =>
        DatabaseCommands.ExecuteAsync(Database.OwnerConnectionString, sql, values);

    /// <summary>
    /// All changes after a cursor, once as many are there: transactions of other tests on the same server hold the feed back for a moment.
    /// </summary>
    public async Task<(List<Change> Items, string Next)> WalkAsync(ChangeReach reach, string? after, int expected, int size = 50)
    {
        var all = new List<Change>();
        await Wait.UntilAsync(
            async () =>
            {
                while (true)
                {
                    var page = (await Feed.ReadAsync(reach, after, size, Cancelled))!;
                    Assert.True(page.Items.Count <= size);
                    all.AddRange(page.Items);
                    after = page.Next;
                    if (!page.HasMore)
                        return all.Count >= expected;
                }
            },
            () => $"{expected} changes; there are {all.Count}"
        );
        return (all, after!);
    }

    public async ValueTask DisposeAsync()
    {
        await Watch.StopAsync(CancellationToken.None);
        Watch.Dispose();
        await Source.DisposeAsync();
        await Database.DisposeAsync();
    }
}
