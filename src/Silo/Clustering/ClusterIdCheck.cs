using Grid.Silo.Hosting;
using Npgsql;

namespace Grid.Silo.Clustering;

/// <summary>
/// Two clusters on one database would hold each person twice. The version of each record keeps them from harm, but nothing would work: the
/// second is refused.
/// </summary>
public static class ClusterIdCheck
{
    /// <exception cref="ConfigurationException">The database has silos of another cluster.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, string clusterId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var command = dataSource.CreateCommand(
            "SELECT deployment_id FROM orleans_membership_version WHERE deployment_id <> $1 LIMIT 1"
        );
        command.Parameters.AddWithValue(clusterId);
        if (await command.ExecuteScalarAsync(cancellationToken) is string other)
        {
            throw new ConfigurationException(
                $"集群标识与数据库不符，拒绝启动。GRID_CLUSTER_ID is '{clusterId}', but this database belongs to the cluster '{other}'. Configure that one, or another database."
            );
        }
    }
}
