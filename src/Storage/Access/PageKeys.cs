using System.Text;
using Grid.Grains.Interfaces.Access;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Access;

/// <summary>The pages' keys in the table <c>page_key</c>, each sealed by the register's own key and bound to its name.</summary>
public sealed class PageKeys(NpgsqlDataSource source, KeyRing ring) : IPageKeys
{
    private const string ReadSql = "SELECT name, sealed FROM page_key ORDER BY at, name";

    private const string LockSql = "SELECT pg_advisory_xact_lock(hashtext('page_key'))";

    /// <summary>
    /// $1 name, $2 sealed. A statement of its own behind the lock: its snapshot must contain what the one before committed.
    /// </summary>
    private const string AddSql = """
        INSERT INTO page_key (name, sealed) SELECT $1, $2
        WHERE NOT EXISTS (SELECT FROM page_key WHERE at > clock_timestamp() - interval '1 minute')
        ON CONFLICT DO NOTHING
        """;

    public PageKeyList Read() =>
        Run(() =>
        {
            using var command = source.CreateCommand(ReadSql);
            using var row = command.ExecuteReader();
            var keys = new List<string>();
            var unreadable = 0;
            while (row.Read())
            {
                try
                {
                    keys.Add(Encoding.UTF8.GetString(ring.OpenForSystem(row.GetFieldValue<byte[]>(1), Bind(row.GetString(0)))));
                }
                catch (Exception e) when (e is SealBrokenException or SealKeyMissingException)
                {
                    unreadable++;
                }
            }

            return new PageKeyList(keys, unreadable);
        });

    public bool TryAdd(string name, string xml)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(xml);
        var sealedKey = ring.SealForSystem(Encoding.UTF8.GetBytes(xml), Bind(name));
        return Run(() =>
        {
            using var connection = source.OpenConnection();
            using var transaction = connection.BeginTransaction();
            using (var wait = new NpgsqlCommand(LockSql, connection, transaction))
                wait.ExecuteNonQuery();
            using var command = new NpgsqlCommand(AddSql, connection, transaction);
            command.Parameters.AddWithValue(name);
            command.Parameters.AddWithValue(sealedKey);
            var added = command.ExecuteNonQuery() == 1;
            transaction.Commit();
            return added;
        });
    }

    private static byte[] Bind(string name) => AssociatedData.Of(name, "page-key");

    // The framework asks without waiting; done so, the task is complete when it comes back.
    private static T Run<T>(Func<T> read) => StoreCall.RunAsync(() => Task.FromResult(read())).GetAwaiter().GetResult();
}
