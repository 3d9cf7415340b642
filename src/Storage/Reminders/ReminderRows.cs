using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Duties;
using Grid.Storage.Batching;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Grid.Storage.Reminders;

/// <summary>Reads by the primary key.</summary>
public sealed class ReminderRows(NpgsqlDataSource source, IOptions<ClusterOptions> cluster) : IReminderRows
{
    private const string Sql = "SELECT start_time FROM reminder WHERE service_id = $1 AND grain_id = 'person/' || $2 AND name = 'duty'";

    public Task<DateTimeOffset?> StartAsync(PersonId person, CancellationToken cancellationToken) =>
        StoreCall.RunAsync<DateTimeOffset?>(async () =>
        {
            await using var command = source.CreateCommand(Sql);
            command.Parameters.AddWithValue(cluster.Value.ServiceId);
            command.Parameters.AddWithValue(person.ToString());
            return await command.ExecuteScalarAsync(cancellationToken) is DateTime start ? new DateTimeOffset(start) : null;
        });
}
