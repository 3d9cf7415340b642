using Npgsql;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>What the journal says that the platform must hold: made of the events alone, not of the outbox.</summary>
/// <param name="On">The day of the event.</param>
internal sealed record JournalItem(Guid Person, string Kind, string Key, DateOnly On)
{
    /// <summary>The items of all decisions, registrations, exits and revoked exits, each person's in order.</summary>
    public static async Task<IReadOnlyList<JournalItem>> ReadAsync(NpgsqlDataSource source, CancellationToken test)
    {
        await using var command = source.CreateCommand(
            """
            SELECT person_id, CASE event WHEN 'exited' THEN 'exit' WHEN 'exitRevoked' THEN 'exitRevoked' WHEN 'registered' THEN 'registration' ELSE 'result' END,
                CASE event
                    WHEN 'exited' THEN 'exit:' || (facts ->> 'number') || ':' || sequence
                    WHEN 'exitRevoked' THEN 'exit-revoked:' || (facts ->> 'number') || ':' || sequence
                    WHEN 'registered' THEN 'registration:' || (facts -> 'facts' ->> 'number')
                    ELSE 'result:' || (SELECT s.facts -> 'facts' ->> 'number' FROM journal s
                        WHERE s.person_id = j.person_id AND s.event = 'applicationSubmitted' AND s.sequence < j.sequence ORDER BY s.sequence DESC LIMIT 1)
                END,
                event_on
            FROM journal j WHERE event IN ('applicationApproved', 'applicationRefused', 'registered', 'exited', 'exitRevoked') ORDER BY person_id, sequence
            """
        );
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(test);
        var items = new List<JournalItem>();
        while (await reader.ReadAsync(test))
            items.Add(new JournalItem(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3)));
        return items;
    }
}
