using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Sealing;

public sealed class RegisterKeyCheckTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private NpgsqlDataSource application = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        application = NpgsqlDataSource.Create(database.ApplicationConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task The_first_process_binds_the_database_to_its_key_and_another_key_is_refused()
    {
        var key = RegisterKey.Create(KeyedHash.HmacSm3);
        await EnsureAsync(key, "grid");
        await EnsureAsync(key, "grid");

        var other = RegisterKey.Create(KeyedHash.HmacSm3);
        var refused = await Assert.ThrowsAsync<RegisterKeyException>(() => EnsureAsync(other, "grid"));

        Assert.Contains(key.Fingerprint, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.Fingerprint, refused.Message, StringComparison.Ordinal);
        await EnsureAsync(key, "grid");
    }

    [Fact]
    public async Task Another_service_is_refused()
    {
        var key = RegisterKey.Create(KeyedHash.HmacSha256);
        await EnsureAsync(key, "grid");
        Assert.Contains(
            "'dev'",
            (await Assert.ThrowsAsync<RegisterKeyException>(() => EnsureAsync(key, "dev"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_two_keys_that_start_at_once_one_wins()
    {
        var keys = Enumerable.Range(0, 8).Select(_ => RegisterKey.Create(KeyedHash.HmacSha256)).ToArray();
        var outcomes = await Task.WhenAll(keys.Select(key => Record.ExceptionAsync(() => EnsureAsync(key, "grid")).AsTask()));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), outcome => Assert.IsType<RegisterKeyException>(outcome));
    }

    private Task EnsureAsync(RegisterKey key, string service) =>
        RegisterKeyCheck.EnsureAsync(application, key, service, TestContext.Current.CancellationToken);
}
