using Grid.Storage.Access;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>The keys of the pages' cookies, as several API processes see them.</summary>
public sealed class PageKeysTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private readonly KeyRing ring = KeyRing.Create(SealAlgorithm.Aes256Gcm);
    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "TRUNCATE page_key");
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task Of_keys_that_processes_make_at_the_same_time_one_is_kept_and_all_see_it()
    {
        PageKeys[] processes = [.. Enumerable.Range(0, 8).Select(_ => new PageKeys(source, ring))];
        var added = await Task.WhenAll(
            processes.Select(
                (keys, i) => Task.Run(() => keys.TryAdd($"key-{i}", $"<key id='{i}'/>"), TestContext.Current.CancellationToken)
            )
        );
        var winner = Assert.Single(Enumerable.Range(0, 8), i => added[i]);
        Assert.All(processes, keys => Assert.Equal([$"<key id='{winner}'/>"], keys.Read().Xml));
    }

    [Fact]
    public async Task A_later_key_stands_behind_the_earlier_one()
    {
        var keys = new PageKeys(source, ring);
        Assert.True(keys.TryAdd("b", "<first/>"));
        await AgeAsync();
        Assert.True(keys.TryAdd("a", "<second/>"));
        Assert.Equal(["<first/>", "<second/>"], new PageKeys(source, ring.Rotate(SealAlgorithm.Sm4Gcm)).Read().Xml);
    }

    [Fact]
    public async Task What_was_changed_or_sealed_by_another_ring_is_left_out_and_counted()
    {
        var keys = new PageKeys(source, ring);
        Assert.True(keys.TryAdd("one", "<one/>"));
        await AgeAsync();
        Assert.True(new PageKeys(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).TryAdd("two", "<two/>"));
        await AgeAsync();
        Assert.True(keys.TryAdd("three", "<three/>"));
        await DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "UPDATE page_key SET name = 'renamed' WHERE name = 'three'");
        var list = keys.Read();
        Assert.Equal(["<one/>"], list.Xml);
        Assert.Equal(2, list.Unreadable);
    }

    [Fact]
    public async Task Nothing_of_a_key_is_in_the_clear()
    {
        Assert.True(new PageKeys(source, ring).TryAdd("secret", "<key>made-up-secret</key>"));
        await using var command = source.CreateCommand("SELECT sealed FROM page_key WHERE name = 'secret'");
        var bytes = (byte[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(-1, bytes.AsSpan().IndexOf("made-up"u8));
    }

    [Fact]
    public async Task The_application_may_neither_change_nor_remove_one()
    {
        Assert.True(new PageKeys(source, ring).TryAdd("fixed", "<key/>"));
        foreach (var statement in (string[])["DELETE FROM page_key", "UPDATE page_key SET sealed = ''"])
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() =>
                DatabaseCommands.ExecuteAsync(database.ApplicationConnectionString, statement)
            );
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    private Task AgeAsync() =>
        DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "UPDATE page_key SET at = at - interval '2 minutes'");
}
