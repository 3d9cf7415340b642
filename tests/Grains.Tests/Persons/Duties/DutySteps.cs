using System.Diagnostics.Metrics;
using Grid.Domain.Identity;
using Grid.Grains.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Testing;
using Npgsql;

namespace Grid.Grains.Tests.Persons.Duties;

/// <summary>Steps of tests about duties.</summary>
internal static class DutySteps
{
    /// <summary>
    /// Moves all clocks to the person's next reminder and on, by the reminder service's own refreshes and periods, until it has ticked.
    /// </summary>
    public static async Task TickAsync(this GridCluster cluster, PersonId person)
    {
        var planned = await cluster.ReminderAsync(person) ?? throw new InvalidOperationException("The person has no reminder.");
        await cluster.AdvanceToAsync(planned);
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
                return await cluster.ReminderAsync(person) != planned;
            },
            $"the tick of {planned:O}"
        );
    }

    /// <summary>Lets every reminder that is due before a moment tick, and moves to that moment.</summary>
    public static async Task LiveUntilAsync(this GridCluster cluster, PersonId person, DateTimeOffset moment)
    {
        while (await cluster.ReminderAsync(person) is { } next && next < moment)
            await cluster.TickAsync(person);
        await cluster.AdvanceToAsync(moment);
    }

    /// <summary>When the person's reminder comes; null when there is none.</summary>
    public static async Task<DateTimeOffset?> ReminderAsync(this GridCluster cluster, PersonId person)
    {
        var start = await cluster.ScalarAsync<object>("SELECT max(start_time) FROM reminder WHERE grain_id = $1", $"person/{person}");
        return start is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The person's duties in the journal.</summary>
    public static async Task<IReadOnlyList<DutyLine>> DutiesAsync(this GridCluster cluster, PersonId person)
    {
        await using var connection = new NpgsqlConnection(cluster.Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT event, coalesce(facts ->> 'key', facts -> 'duty' ->> 'key'), event_on, at, facts ->> 'how', coalesce(facts ->> 'escalatedTo', facts -> 'duty' ->> 'office')
            FROM journal WHERE person_id = $1 AND event LIKE 'duty%' ORDER BY sequence
            """,
            connection
        );
        command.Parameters.AddWithValue(person.ToGuid());
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<DutyLine>();
        while (await row.ReadAsync())
        {
            lines.Add(
                new DutyLine(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetFieldValue<DateOnly>(2),
                    row.GetFieldValue<DateTimeOffset>(3),
                    row.IsDBNull(4) ? null : row.GetString(4),
                    row.IsDBNull(5) ? null : row.GetString(5)
                )
            );
        }

        return lines;
    }
}

/// <summary>One journal entry about a duty.</summary>
public sealed record DutyLine(string Event, string Key, DateOnly On, DateTimeOffset At, string? How, string? Office)
{
    public override string ToString() =>
        $"{At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}  {Event, -12} {Key, -18} of {On:yyyy-MM-dd}  {How ?? Office}";
}

/// <summary>Begins on Monday 2 March 2026, 09:00 in China.</summary>
public class SpringCluster() : GridCluster(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));

/// <summary>Begins like <see cref="SpringCluster"/>; its silos have almost no places for ticks, and no patience.</summary>
public sealed class NarrowCluster() : GridCluster(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)))
{
    /// <summary>In each of the two silos.</summary>
    public const int Places = 2;

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Duties:TicksAtWork"] = "2",
            ["Grid:Duties:TickPatience"] = "00:00:00",
        };
}

/// <summary>Counts the ticks that found no place, in all silos of this process.</summary>
public sealed class RejectedTicks : IDisposable
{
    private readonly MeterListener meters = new();
    private long count;

    public RejectedTicks()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == PersonDiagnostics.TurnedAwayName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref count, more));
        meters.Start();
    }

    public long Count => Volatile.Read(ref count);

    public void Dispose() => meters.Dispose();
}
