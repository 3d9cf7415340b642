using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Erasing;
using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Erasing;

/// <summary>The table <c>erasure</c>.</summary>
public sealed class Erasures(NpgsqlDataSource source) : IErasures
{
    public Task<long> LatestBeforeNowAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT coalesce(max(id), 0) FROM erasure WHERE at < grid_now() - interval '10 minutes'"
            );
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<IReadOnlyList<(long Id, PersonId Person)>> AfterAsync(long id, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT id, person_id FROM erasure WHERE id > $1 ORDER BY id LIMIT $2");
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(limit);
            var erased = new List<(long, PersonId)>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                erased.Add((row.GetInt64(0), PersonId.FromGuid(row.GetGuid(1))));
            return (IReadOnlyList<(long, PersonId)>)erased;
        });
}
