namespace Grid.Storage.Tests.Counting;

/// <summary>Waits until the server itself says that somebody waits for a lock.</summary>
internal static class Blocked
{
    public static async Task OneAsync(CountScene scene, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

        // As the role that waits: of others one is not told.
        while (await DatabaseCommands.ScalarAsync<long>(scene.ApplicationConnectionString, Sql) == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
