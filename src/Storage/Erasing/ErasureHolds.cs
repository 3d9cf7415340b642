using Npgsql;

namespace Grid.Storage.Erasing;

/// <summary>
/// Holds: who must not be erased although the period is over, because of an investigation, a lawsuit or another legal duty to keep. The
/// database's owner enters them.
/// </summary>
public static class ErasureHolds
{
    public const string Investigation = "investigation";
    public const string LegalHold = "legalHold";

    /// <summary>The person's row is locked, so that a run that erases this person has ended before, or sees the hold.</summary>
    private const string Add = """
        WITH one AS (SELECT person_id FROM person WHERE person_id = $1 AND data_key IS NOT NULL FOR SHARE)
        INSERT INTO erasure_hold (person_id, kind, reason, set_by, set_at) SELECT person_id, $2, $3, $4, $5 FROM one RETURNING id
        """;

    private const string Lift = "UPDATE erasure_hold SET lifted_by = $2, lifted_at = $3 WHERE id = $1 AND lifted_at IS NULL";

    private const string All = "SELECT id, person_id, kind, reason, set_by, set_at FROM erasure_hold WHERE lifted_at IS NULL ORDER BY id";

    private const string Find = """
        SELECT person_id FROM registration WHERE number = $1
        UNION SELECT person_id FROM application WHERE number = $1
        UNION SELECT person_id FROM person WHERE replace(person_id::text, '-', '') = $1
        """;

    /// <summary>The person of a registration, an application or an identifier; null for none.</summary>
    public static async Task<Guid?> FindAsync(NpgsqlDataSource source, string number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var command = source.CreateCommand(Find);
        command.Parameters.AddWithValue(number);
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Enters a hold. Returns its number; null when the person is unknown or has been erased.</summary>
    public static async Task<long?> AddAsync(
        NpgsqlDataSource owner,
        Guid person,
        string kind,
        string reason,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(owner);
        await using var command = owner.CreateCommand(Add);
        command.Parameters.AddWithValue(person);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(reason);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(at.ToUniversalTime());
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Lifts a hold; false when there is none of this number, or it was lifted.</summary>
    public static async Task<bool> LiftAsync(
        NpgsqlDataSource owner,
        long id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(owner);
        await using var command = owner.CreateCommand(Lift);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(at.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>All that hold.</summary>
    public static async Task<IReadOnlyList<ErasureHold>> ListAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var command = source.CreateCommand(All);
        var holds = new List<ErasureHold>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            holds.Add(
                new ErasureHold(
                    row.GetInt64(0),
                    row.GetGuid(1),
                    row.GetString(2),
                    row.GetString(3),
                    row.GetString(4),
                    row.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }

        return holds;
    }
}

/// <summary>A hold.</summary>
public sealed record ErasureHold(long Id, Guid Person, string Kind, string Reason, string SetBy, DateTimeOffset SetAt);
