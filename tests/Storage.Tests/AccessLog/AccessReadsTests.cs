using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Access;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>The access log is read by days, person, reader and operation, page by page, within the reader's reach.</summary>
public sealed class AccessReadsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static readonly SearchScope Everywhere = new(null, "");
    private static readonly PersonId Person = PersonId.FromGuid(new Guid("00000000-0000-4000-8000-000000000007"));

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An entry each hour of November; each tenth by another, each seventh of one person, each third without an office.</summary>
    public async ValueTask InitializeAsync() =>
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            TRUNCATE access_log;
            INSERT INTO access_log (at, actor, role, office, action, reason, person_ids, filter)
            SELECT timestamptz '2026-11-01 00:00Z' + n * interval '1 hour', CASE WHEN n % 10 = 0 THEN 'b' ELSE 'a' END, 'clerk', CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN '36010201' ELSE '36040201' END,
                CASE WHEN n % 5 = 0 THEN 'persons.reveal' ELSE 'persons.read' END, NULL,
                CASE WHEN n % 7 = 0 THEN ARRAY['00000000-0000-4000-8000-000000000007'::uuid] ELSE '{}' END, 'n ' || n
            FROM generate_series(0, 719) AS n
            """
        );

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task Days_are_cut_at_their_ends_and_pages_follow_each_other()
    {
        var seen = await AllAsync(Filter(5, 6), 10);
        Assert.Equal(Enumerable.Range(96, 24).Reverse().Select(n => $"n {n}"), seen.Select(line => line.Filter));
        Assert.Empty(await AllAsync(Filter(5, 5), 10));
        Assert.Equal(720, (await AllAsync(Filter(1, 31), 200)).Count);
        Assert.Empty(await AllAsync(Filter(1, 31) with { From = Day(40), To = Day(50) }, 10));
    }

    [Fact]
    public async Task Filters_narrow_and_reach_is_kept()
    {
        Assert.Equal(72, (await AllAsync(Filter(1, 31) with { Actor = "b" }, 50)).Count);
        Assert.All(await AllAsync(Filter(1, 31) with { Person = Person }, 50), line => Assert.Equal([Person], line.Persons));
        Assert.Equal(103, (await AllAsync(Filter(1, 31) with { Person = Person }, 50)).Count);
        Assert.Equal(144, (await AllAsync(Filter(1, 31) with { Action = "persons.reveal" }, 50)).Count);
        Assert.All(await AllAsync(Filter(1, 31) with { Scope = new SearchScope(null, "3601") }, 50), line =>
            Assert.Equal("36010201", line.Office)
        );
        Assert.Empty(await AllAsync(Filter(1, 31) with { Scope = new SearchScope(null, null) }, 50));
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused() =>
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            new AccessReads(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).ListAsync(
                Filter(1, 2),
                new PageRequest(5, "abc"),
                Cancellation
            )
        );

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);

    private static AccessFilter Filter(int from, int to) => new(Everywhere, Day(from), Day(to), null, null, null);

    private async Task<List<AccessLine>> AllAsync(AccessFilter filter, int size)
    {
        var all = new List<AccessLine>();
        for (string? cursor = null; ; )
        {
            var page = await new AccessReads(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).ListAsync(
                filter,
                new PageRequest(size, cursor),
                Cancellation
            );
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null)
                return all;
            Assert.Equal(size, page.Items.Count);
        }
    }
}
