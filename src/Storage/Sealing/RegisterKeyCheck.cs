using Npgsql;

namespace Grid.Storage.Sealing;

/// <summary>
/// What a process does before it serves: see that the database was written with its register key. With another key every known person would
/// be a stranger, and every application a second one.
/// </summary>
public static class RegisterKeyCheck
{
    /// <summary>
    /// Compares the key's fingerprint and the Orleans service with the row of <c>register_identity</c>; the first process that ever starts
    /// writes it.
    /// </summary>
    /// <param name="dataSource">The application's role suffices.</param>
    /// <param name="key">This process's key.</param>
    /// <param name="serviceId">The effective <c>ClusterOptions.ServiceId</c>: states and reminders are stored under it.</param>
    /// <exception cref="RegisterKeyException">The database belongs to another key or service.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or has no schema.</exception>
    public static async Task EnsureAsync(
        NpgsqlDataSource dataSource,
        RegisterKey key,
        string serviceId,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceId);

        await using (
            var write = dataSource.CreateCommand(
                "INSERT INTO register_identity (key_fingerprint, key_algorithm, service_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
            )
        )
        {
            write.Parameters.AddWithValue(key.Fingerprint);
            write.Parameters.AddWithValue(KeyedHashes.NameOf(key.Hash));
            write.Parameters.AddWithValue(serviceId);
            await write.ExecuteNonQueryAsync(cancellationToken);
        }

        var service = await CompareAsync(dataSource, key, cancellationToken);
        if (service != serviceId)
        {
            throw new RegisterKeyException(
                $"服务标识与数据库不符，拒绝启动。This process's Orleans service id is '{serviceId}', the database belongs to '{service}'. Configure that one."
            );
        }
    }

    /// <summary>Compares the key's fingerprint alone, and writes nothing.</summary>
    /// <returns>The Orleans service that the database belongs to; null if no process ever started.</returns>
    /// <exception cref="RegisterKeyException">The database belongs to another key.</exception>
    public static async Task<string?> CompareAsync(
        NpgsqlDataSource dataSource,
        RegisterKey key,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(key);
        await using var read = dataSource.CreateCommand("SELECT key_fingerprint, key_algorithm, service_id FROM register_identity");
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;
        var (fingerprint, algorithm, service) = (row.GetString(0), row.GetString(1), row.GetString(2));
        return fingerprint == key.Fingerprint
            ? service
            : throw new RegisterKeyException(
                $"登记密钥与数据库不符，拒绝启动。This process's register key (fingerprint {key.Fingerprint}, {KeyedHashes.NameOf(key.Hash)}) is not the one this "
                    + $"database was written with (fingerprint {fingerprint}, {algorithm}). Restore that {KeyFiles.RegisterKeyFile}; nothing was changed."
            );
    }
}
