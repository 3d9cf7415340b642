namespace Grid.Storage.Tests.Counting;

/// <summary>Waits until the server reports that a session waits for a lock.</summary>
internal static class Blocked
{
    // As the role that waits: other roles' sessions are not shown.
    public static Task OneAsync(CountScene scene, CancellationToken cancellationToken) =>
        OneAsync(scene.ApplicationConnectionString, cancellationToken);

    public static async Task OneAsync(string connectionString, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

        while (await DatabaseCommands.ScalarAsync<long>(connectionString, Sql) == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
