using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Changes;
using Npgsql;
using Scene = Grid.Storage.Tests.Changes.ChangeScene;

namespace Grid.Storage.Tests.Changes;

/// <summary>The feed gives what was committed, in order, once, and nothing before it is complete.</summary>
public sealed class ChangeFeedTests
{
    private const string A = "36010201";
    private const string B = "36010301";
    private const string C = "36010401";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_commits_late_is_neither_lost_nor_overtaken()
    {
        await using var scene = await Scene.CreateAsync();
        var reach = Scene.Of(A);
        var start = await scene.Feed.NowAsync(reach, Cancelled);
        var late = await scene.BeginAsync();
        await Scene.AddAsync(late, A, 1, 1, "registered");
        await scene.AddAsync(A, 2, 1, "exited");

        // The second transaction is committed, and the first could still come before it: nothing is given yet.
        var early = (await scene.Feed.ReadAsync(reach, start, 50, Cancelled))!;
        Assert.Empty(early.Items);
        Assert.False(early.HasMore);

        await Scene.CommitAsync(late);
        var (items, _) = await scene.WalkAsync(reach, early.Next, 2);
        Assert.Equal(["registered", "exited"], items.Select(item => item.Event));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task A_walk_gives_each_change_of_the_reach_once_in_order(int size)
    {
        await using var scene = await Scene.CreateAsync();
        var random = new Random(20_200_720);
        string[] offices = [.. Enumerable.Range(1, 40).Select(n => $"3601{n:D2}01")];
        var sequences = new Dictionary<int, long>();
        for (var n = 0; n < 60; n++)
        {
            var connection = await scene.BeginAsync();
            for (var row = random.Next(1, 9); row > 0; row--)
            {
                // Most of one office, as in a province.
                var person = random.Next(30);
                sequences[person] = sequences.GetValueOrDefault(person) + 1;
                await Scene.AddAsync(connection, random.Next(2) == 0 ? offices[0] : offices[random.Next(40)], person, sequences[person]);
            }

            await Scene.CommitAsync(connection);
        }

        foreach (var reach in (ChangeReach[])[Scene.Of(offices[0]), Scene.Of(offices[1..4]), Scene.Of(offices)])
        {
            var expected = new List<(Guid Person, long Sequence)>();
            await using (var source = NpgsqlDataSource.Create(scene.Database.OwnerConnectionString))
            await using (
                var command = source.CreateCommand(
                    "SELECT person_id, sequence FROM journal WHERE office = ANY ($1) ORDER BY position, person_id, sequence"
                )
            )
            {
                command.Parameters.AddWithValue(reach.Offices.ToArray());
                await using var row = await command.ExecuteReaderAsync(Cancelled);
                while (await row.ReadAsync(Cancelled))
                    expected.Add((row.GetGuid(0), row.GetInt64(1)));
            }

            var (items, next) = await scene.WalkAsync(reach, null, expected.Count, size);
            Assert.Equal(expected, items.Select(item => (item.Person.ToGuid(), item.Sequence)));

            // From the cursor of any change the rest follows, and behind the end there is nothing.
            var middle = expected.Count / 2;
            var (rest, _) = await scene.WalkAsync(reach, items[middle].Cursor, expected.Count - middle - 1, size);
            Assert.Equal(expected[(middle + 1)..], rest.Select(item => (item.Person.ToGuid(), item.Sequence)));
            Assert.Empty((await scene.Feed.ReadAsync(reach, next, size, Cancelled))!.Items);
        }
    }

    [Fact]
    public async Task A_case_comes_into_a_reach_and_leaves_it()
    {
        await using var scene = await Scene.CreateAsync();
        await scene.AddAsync(A, 1, 1, "applicationSubmitted");
        await scene.AddAsync(A, 1, 2, "registered");
        var moved = await scene.BeginAsync();
        await Scene.AddAsync(moved, B, 1, 3, "registrationTransferred");
        await Scene.ReachAsync(moved, A, 1, 3, ReachKind.Left);
        await Scene.ReachAsync(moved, B, 1, 3, ReachKind.Came);
        await Scene.CommitAsync(moved);
        await scene.AddAsync(B, 1, 4, "exited");
        var beside = await scene.BeginAsync();
        await Scene.AddAsync(beside, B, 1, 5, "applicationSubmitted");
        await Scene.ReachAsync(beside, C, 1, 5, ReachKind.Came);
        await Scene.CommitAsync(beside);

        Assert.Equal([(1L, ReachKind.Came, A), (2, ReachKind.Held, A), (3, ReachKind.Left, A)], await ReadAsync(Scene.Of(A), 3));
        Assert.Equal([(3L, ReachKind.Came, B), (4, ReachKind.Held, B), (5, ReachKind.Held, B)], await ReadAsync(Scene.Of(B), 3));
        Assert.Equal([(5L, ReachKind.Came, C)], await ReadAsync(Scene.Of(C), 1));

        // Whoever reaches both sees it move and stay in reach, each event once.
        Assert.Equal(
            [(1L, ReachKind.Came, A), (2, ReachKind.Held, A), (3, ReachKind.Held, B), (4, ReachKind.Held, B), (5, ReachKind.Held, B)],
            await ReadAsync(Scene.Of(A, B, C), 5)
        );

        // What an ended office held is in reach of its successor, which is told of a case when that moves on.
        var successor = new ChangeReach("successor", [A, B], new HashSet<string> { A });
        Assert.Equal(
            [(1L, ReachKind.Held, A), (2, ReachKind.Held, A), (3, ReachKind.Came, B), (4, ReachKind.Held, B), (5, ReachKind.Held, B)],
            await ReadAsync(successor, 5)
        );

        async Task<IEnumerable<(long, ReachKind, string)>> ReadAsync(ChangeReach reach, int count) =>
            (await scene.WalkAsync(reach, null, count)).Items.Select(item => (item.Sequence, item.Reach, item.Office));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_reach_alone()
    {
        await using var scene = await Scene.CreateAsync();
        var cursor = await scene.Feed.NowAsync(Scene.Of(A), Cancelled);
        await Assert.ThrowsAsync<InvalidCursorException>(() => scene.Feed.ReadAsync(Scene.Of(B), cursor, 50, Cancelled));
        var altered = string.Concat(cursor.AsSpan(0, cursor.Length - 2), cursor[^2] == 'A' ? "B" : "A", cursor.AsSpan(cursor.Length - 1));
        await Assert.ThrowsAsync<InvalidCursorException>(() => scene.Feed.ReadAsync(Scene.Of(A), altered, 50, Cancelled));
        await Assert.ThrowsAsync<InvalidCursorException>(() => scene.Feed.ReadAsync(Scene.Of(A), "now", 50, Cancelled));
        Assert.NotNull(await scene.Feed.ReadAsync(Scene.Of(A), cursor, 50, Cancelled));
    }

    [Fact]
    public async Task What_is_older_than_ninety_days_is_gone_and_its_cursors_with_it()
    {
        await using var scene = await Scene.CreateAsync();
        var reach = Scene.Of(A);
        await scene.AddAsync(A, 1, 1, "registered");
        var (_, old) = await scene.WalkAsync(reach, null, 1);
        await ChangeWatch.MarkOnceAsync(scene.Source, scene.Clock.GetUtcNow(), Cancelled);
        await scene.AddAsync(A, 1, 2, "exited");

        // The mark of that hour is not 90 days old yet: it is still all there.
        scene.Clock.Advance(IChangeFeed.Kept - TimeSpan.FromHours(1));
        Assert.NotNull(await scene.Feed.ReadAsync(reach, old, 50, Cancelled));
        Assert.Equal(["registered", "exited"], (await scene.WalkAsync(reach, null, 2)).Items.Select(item => item.Event));

        scene.Clock.Advance(TimeSpan.FromHours(2));
        var (items, _) = await scene.WalkAsync(reach, null, 1);
        Assert.Equal(["exited"], items.Select(item => item.Event));
        await ChangeWatch.MarkOnceAsync(scene.Source, scene.Clock.GetUtcNow(), Cancelled);
        scene.Clock.Advance(IChangeFeed.Kept + TimeSpan.FromHours(1));
        Assert.Null(await scene.Feed.ReadAsync(reach, old, 50, Cancelled));
        Assert.Null(await scene.Feed.ReadAsync(reach, items[0].Cursor, 50, Cancelled));
        Assert.Empty((await scene.Feed.ReadAsync(reach, null, 50, Cancelled))!.Items);
    }

    [Fact]
    public async Task Marks_are_hourly_and_old_ones_are_deleted()
    {
        await using var scene = await Scene.CreateAsync();
        var now = scene.Clock.GetUtcNow();
        foreach (var after in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61), TimeSpan.FromDays(101)])
            await ChangeWatch.MarkOnceAsync(scene.Source, now + after, Cancelled);
        Assert.Equal(
            1L,
            await DatabaseCommands.ScalarAsync<long>(scene.Database.OwnerConnectionString, "SELECT count(*) FROM change_mark")
        );
        Assert.Equal(
            (now + TimeSpan.FromDays(101)).UtcDateTime,
            await DatabaseCommands.ScalarAsync<DateTime>(scene.Database.OwnerConnectionString, "SELECT max(at) FROM change_mark"),
            TimeSpan.FromMilliseconds(1)
        );
    }

    [Fact]
    public async Task A_cursor_of_what_a_restore_took_back_is_gone()
    {
        await using var scene = await Scene.CreateAsync();
        var reach = Scene.Of(A);
        await scene.AddAsync(A, 1, 1);
        await scene.AddAsync(A, 1, 2);
        var (items, _) = await scene.WalkAsync(reach, null, 2);

        // As after a restore to a moment before: the row is not there, or it is another one's.
        await scene.ExecuteAsync("DELETE FROM journal WHERE sequence = 2");
        Assert.Null(await scene.Feed.ReadAsync(reach, items[1].Cursor, 50, Cancelled));
        await scene.AddAsync(A, 1, 2);
        Assert.Null(await scene.Feed.ReadAsync(reach, items[1].Cursor, 50, Cancelled));
        Assert.Single((await scene.WalkAsync(reach, items[0].Cursor, 1)).Items);
    }

    [Fact]
    public async Task Of_who_was_erased_nothing_is_told()
    {
        await using var scene = await Scene.CreateAsync();
        var reach = Scene.Of(A);
        await scene.AddAsync(A, 1, 1, "exited");
        await scene.AddAsync(A, 2, 1, "registered");
        await scene.ExecuteAsync(
            "INSERT INTO erasure (person_id, sequence, erased_on, at) VALUES ($1, 2, '2026-11-20', grid_now())",
            Scene.Person(1)
        );
        Assert.Equal(["registered"], (await scene.WalkAsync(reach, null, 1)).Items.Select(item => item.Event));
    }
}
