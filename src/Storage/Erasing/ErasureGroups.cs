using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Storage.Chaining;
using Grid.Storage.Persons.State;
using Npgsql;

namespace Grid.Storage.Erasing;

/// <summary>Locks and reads those who are erased together, and finds what prevents it.</summary>
internal sealed class ErasureGroups(ChainKeys keys, IEnumerable<IStateUpgrade> upgrades)
{
    private const string Unlocked = "unlocked";

    /// <summary>$2 is always 1.</summary>
    private const string OnePerson = $"SELECT {ChainedPerson.Columns} FROM person WHERE person_id = $1 LIMIT $2";

    private readonly RecordOpening opening = new(keys.Ring, upgrades);

    /// <summary>
    /// The person and the numbers that are its aliases, all locked and with their journals verified; null for an alias, which goes with
    /// its main number, and for whoever has been erased meanwhile.
    /// </summary>
    public async Task<IReadOnlyList<ErasureMember>?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid person,
        CancellationToken cancellationToken
    )
    {
        for (Guid[] locked = [person]; ; )
        {
            await transaction.SaveAsync(Unlocked, cancellationToken);
            await using (var command = new NpgsqlCommand(ErasureSql.Lock, connection))
            {
                command.Parameters.AddWithValue(locked);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            var main = await MemberAsync(connection, person, cancellationToken);
            if (main is null || main.Record is { AliasOf: not null })
                return null;
            var aliases = main.Record?.Aliases.Select(alias => alias.Alias.ToGuid()).Distinct().ToArray() ?? [];
            if (!aliases.All(locked.Contains))
            {
                // Groups of commits lock in the order of the keys, so this does too: it lets go, and locks all of them at once.
                await transaction.RollbackAsync(Unlocked, cancellationToken);
                locked = [.. locked.Concat(aliases).Distinct()];
                continue;
            }

            var group = new List<ErasureMember> { main };
            foreach (var alias in aliases)
            {
                if (await MemberAsync(connection, alias, cancellationToken) is { } member)
                    group.Add(member);
            }

            return group;
        }
    }

    private async Task<ErasureMember?> MemberAsync(NpgsqlConnection connection, Guid person, CancellationToken cancellationToken)
    {
        var page = await ChainPages.ReadAsync(connection, OnePerson, person, 1, keys, cancellationToken);
        return page is [{ IsErased: false } row]
            ? new ErasureMember(row, opening.Open(PersonId.FromGuid(person), row.Row.Schema, row.State, row.WrappedKey))
            : null;
    }

    private IEnumerable<ErasureObstacle> ObstaclesOf(ErasureMember member)
    {
        if (member.Record is { } record)
        {
            foreach (var obstacle in ErasureRules.ObstaclesOf(record))
                yield return obstacle;
        }
        else
        {
            yield return ErasureObstacle.Unreadable;
        }

        if (!member.Row.IsChained || member.Row.Bare.Count > 0)
            yield return ErasureObstacle.NotChained;
        if (member.Row.FaultsOfRows(keys).Count > 0)
            yield return ErasureObstacle.TamperedWith;
    }

    /// <summary>Why they are not erased, each reason once, in order; none when they are.</summary>
    public async Task<IReadOnlyList<ErasureObstacle>> ObstaclesAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ErasureMember> group,
        CancellationToken cancellationToken
    )
    {
        var obstacles = group.SelectMany(ObstaclesOf).ToHashSet();
        await using var command = new NpgsqlCommand(ErasureSql.Waits, connection);
        command.Parameters.AddWithValue(group.Select(one => one.Row.Person).ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetBoolean(0))
            obstacles.Add(ErasureObstacle.OutboxWaits);
        if (row.GetBoolean(1))
            obstacles.Add(ErasureObstacle.AwaitsResult);
        foreach (var kind in row.GetFieldValue<string[]>(2))
            obstacles.Add(kind == ErasureHolds.Investigation ? ErasureObstacle.Investigation : ErasureObstacle.LegalHold);
        return [.. obstacles.Order()];
    }
}

/// <summary>One of them: the row with its verified journal, and the record; null when that cannot be opened.</summary>
internal sealed record ErasureMember(ChainedPerson Row, PersonRecord? Record);
