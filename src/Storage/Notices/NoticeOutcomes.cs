using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Notices;

/// <summary>The outcomes of messages in <c>notice_outcome</c>, which <see cref="NoticeOutbox"/> writes.</summary>
public sealed class NoticeOutcomes(NpgsqlDataSource source, KeyRing ring) : INoticeOutcomes
{
    private const int LargestPage = 1000;

    /// <summary>
    /// $1 now, $2 until, $3 limit. One that another worker just took is skipped while it is locked, and afterwards found to be no longer
    /// due.
    /// </summary>
    private const string Take = """
        WITH chosen AS MATERIALIZED (
            SELECT o.id FROM notice_outcome AS o
            WHERE o.not_before <= $1 AND o.id = (SELECT min(one.id) FROM notice_outcome AS one WHERE one.notice_id = o.notice_id)
            ORDER BY o.not_before, o.id LIMIT $3
            FOR UPDATE OF o SKIP LOCKED)
        UPDATE notice_outcome AS o SET not_before = $2, attempts = o.attempts + 1
        FROM chosen WHERE o.id = chosen.id
        RETURNING o.id, o.notice_id, o.round, o.person_id, o.content, o.delivered, o.at, o.attempts - 1
        """;

    public Task<IReadOnlyList<NoticeOutcome>> TakeAsync(
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Take);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(until.ToUniversalTime());
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestPage));
            var taken = new List<NoticeOutcome>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var person = PersonId.FromGuid(row.GetGuid(3));
                if (Open(row.GetFieldValue<byte[]>(4), person) is { } content)
                {
                    taken.Add(
                        new NoticeOutcome(
                            row.GetInt64(0),
                            row.GetInt64(1),
                            row.GetInt32(2),
                            person,
                            content,
                            row.GetBoolean(5),
                            row.GetFieldValue<DateTimeOffset>(6),
                            row.GetInt32(7)
                        )
                    );
                }
            }

            return (IReadOnlyList<NoticeOutcome>)taken;
        });

    public Task DoneAsync(NoticeOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("DELETE FROM notice_outcome WHERE id = $1");
            command.Parameters.AddWithValue(outcome.Id);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public Task AgainAsync(NoticeOutcome outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("UPDATE notice_outcome SET not_before = $2 WHERE id = $1");
            command.Parameters.AddWithValue(outcome.Id);
            command.Parameters.AddWithValue(at.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    /// <summary>
    /// Null for what this process cannot open: it holds up no other, and waits for a process with the key. Monitoring sees its age.
    /// </summary>
    private PersonNotice? Open(byte[] content, PersonId person)
    {
        try
        {
            return OutboxSeal.Open<PersonNotice>(content, ring, person.ToString(), OutboxSeal.Notices);
        }
        catch (Exception e) when (e is SealKeyMissingException or SealBrokenException)
        {
            return null;
        }
    }
}
