using System.Data;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Changes;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Changes;

/// <summary>The feed of changes, over <c>journal</c> and <c>journal_reach</c>.</summary>
public sealed class ChangeFeed(NpgsqlDataSource source, KeyRing ring, ChangeWatch watch, TimeProvider clock) : IChangeFeed
{
    /// <summary>Changes of a page at most.</summary>
    public const int LargestPage = 500;

    /// <summary>Rows that are read of each office at least, so that a page over many offices is not many pages.</summary>
    private const int FewestOfOffice = 8;

    public Task<ChangePage?> ReadAsync(ChangeReach reach, string? after, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reach);
        var asked = after is null ? null : ChangeCursor.Read(ring, reach.Name, after);
        return StoreCall.RunAsync(() => ReadOnceAsync(reach, asked, Math.Clamp(size, 1, LargestPage), cancellationToken));
    }

    public Task<string> NowAsync(ChangeReach reach, CancellationToken cancellationToken) =>
        PlaceAsync(reach, head => head.Complete, cancellationToken);

    public Task<string> StartAsync(ChangeReach reach, CancellationToken cancellationToken) =>
        PlaceAsync(reach, head => head.First, cancellationToken);

    private Task<string> PlaceAsync(ChangeReach reach, Func<Head, ulong> position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reach);
        return StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var head = await HeadAsync(connection, ChangePlace.Before(0), cancellationToken);
            return ChangeCursor.Of(ring, reach.Name, ChangePlace.Before(position(head)));
        });
    }

    public Task WaitAsync(ChangeReach reach, string after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reach);
        return watch.WaitAsync(reach.Offices, ChangeCursor.Read(ring, reach.Name, after).Position, cancellationToken);
    }

    private async Task<ChangePage?> ReadOnceAsync(ChangeReach reach, ChangePlace? asked, int size, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var head = await HeadAsync(connection, asked ?? ChangePlace.Before(0), cancellationToken);
        if (asked is not null && (asked.Position < head.First || asked.Position > head.Complete || !head.IsThere))
            return null;
        var begin = asked ?? ChangePlace.Before(head.First);
        var found = new Dictionary<ChangePlace, Found>();

        // Complete up to here: of the offices with more rows than were read, the one whose last is the earliest.
        var (edge, isCut) = (ChangePlace.Before(head.Complete), false);
        var most = Math.Min(size + 1, Math.Max(FewestOfOffice, (2 * size / Math.Max(1, reach.Offices.Count)) + 1));
        var rows = new Dictionary<(string Office, bool Beside), int>();
        await using (var command = new NpgsqlCommand(ChangeSql.Rows, connection))
        {
            command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, reach.Offices.ToArray());
            AddPlace(command, begin);
            command.Parameters.Add(Xid(head.Complete));
            command.Parameters.AddWithValue(most);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var at = new ChangePlace(row.GetFieldValue<ulong>(0), row.GetGuid(1), row.GetInt64(2));
                var (office, kind) = (row.GetString(3), row.GetInt16(4));
                if (!found.TryGetValue(at, out var one))
                    found.Add(at, one = Found.Read(row));
                if (kind != 0)
                    one.Offices[office] = (ReachKind)kind;
                else
                    one.Offices.TryAdd(office, at.Sequence == 1 ? ReachKind.Came : ReachKind.Held);
                var count = rows[(office, kind != 0)] = rows.GetValueOrDefault((office, kind != 0)) + 1;
                if (count == most && (!isCut || edge.IsAfter(at)))
                    (edge, isCut) = (at, true);
            }
        }

        var within = found.Where(one => !isCut || !one.Key.IsAfter(edge)).OrderBy(one => one.Key, ChangePlace.Order).ToList();
        if (within.Count > size)
            (isCut, edge) = (true, within[size - 1].Key);
        var last = within.Count > 0 ? within[Math.Min(size, within.Count) - 1].Key : begin;
        var next =
            isCut ? edge
            : last.IsAfter(ChangePlace.Before(head.Complete)) ? last
            : ChangePlace.Before(head.Complete);
        return new ChangePage(
            [.. within.Take(size).Where(one => !one.Value.IsErased).Select(one => one.Value.Of(one.Key, reach, ring))],
            ChangeCursor.Of(ring, reach.Name, next),
            isCut
        );
    }

    private async Task<Head> HeadAsync(NpgsqlConnection connection, ChangePlace place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ChangeSql.Head, connection);
        AddPlace(command, place);
        command.Parameters.AddWithValue((clock.GetUtcNow() - IChangeFeed.Kept).ToUniversalTime());
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new Head(row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1), row.GetBoolean(2));
    }

    private static void AddPlace(NpgsqlCommand command, ChangePlace place)
    {
        command.Parameters.Add(Xid(place.Position));
        command.Parameters.AddWithValue(place.Person);
        command.Parameters.AddWithValue(place.Sequence);
    }

    internal static NpgsqlParameter Xid(ulong position) =>
        new NpgsqlParameter<ulong> { TypedValue = position, NpgsqlDbType = NpgsqlDbType.Xid8 };

    /// <summary>What the database has now.</summary>
    /// <param name="Complete">Below it nothing is missing and nothing can come any more.</param>
    /// <param name="First">Where what is kept begins.</param>
    /// <param name="IsThere">The row of the place that was asked for.</param>
    private sealed record Head(ulong Complete, ulong First, bool IsThere);

    private sealed record Found(string Event, DateTimeOffset At, ChangeFacts Facts, bool IsErased)
    {
        public Dictionary<string, ReachKind> Offices { get; } = new(StringComparer.Ordinal);

        public static Found Read(NpgsqlDataReader row) =>
            new(
                row.GetString(5),
                row.GetFieldValue<DateTimeOffset>(6),
                new ChangeFacts(
                    [.. Enumerable.Range(7, 6).Select(column => Text(row, column)).OfType<string>()],
                    Text(row, 13),
                    Text(row, 14),
                    Text(row, 15),
                    Text(row, 16),
                    Text(row, 17)
                ),
                row.GetBoolean(18)
            );

        /// <summary>
        /// Of several offices within reach, the one that has the case afterwards. One that was taken over counts as reach, but a case comes
        /// into reach when it moves on from there: nothing told of it when the office ended.
        /// </summary>
        public Change Of(ChangePlace place, ChangeReach reach, KeyRing ring)
        {
            var had = Offices.Any(one => one.Value != ReachKind.Came && !reach.TakenOver.Contains(one.Key));
            var has = Offices.Any(one => one.Value != ReachKind.Left);
            var isNew = Offices.Any(one => one.Value == ReachKind.Came && !reach.TakenOver.Contains(one.Key));
            var office = Offices.OrderBy(one => one.Value == ReachKind.Left).ThenBy(one => one.Key, StringComparer.Ordinal).First().Key;
            return new Change(
                ChangeCursor.Of(ring, reach.Name, place),
                PersonId.FromGuid(place.Person),
                place.Sequence,
                Event,
                office,
                At,
                !has ? ReachKind.Left
                    : isNew && !had ? ReachKind.Came
                    : ReachKind.Held,
                Facts
            );
        }

        private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
