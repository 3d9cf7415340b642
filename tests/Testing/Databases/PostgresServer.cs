namespace Grid.Testing.Databases;

/// <summary>
/// The PostgreSQL server that all test processes share: the one that <c>GRID_TEST_SERVER_OWNER</c> names (set by
/// <c>./grid test</c>), else the test cluster of this repository, which <c>./grid db test-start</c> starts and leaves running.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> Shared = new(FindAsync);

    /// <summary>The superuser's connection string. With it tests make databases and roles, and nothing else.</summary>
    public static Task<string> GetOwnerConnectionStringAsync(CancellationToken cancellationToken = default) =>
        Shared.Value.WaitAsync(cancellationToken);

    private static async Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable("GRID_TEST_SERVER_OWNER") is { Length: > 0 } given
            ? given
            : await GridScript.RunAsync(CancellationToken.None, "db", "test-start");
}
