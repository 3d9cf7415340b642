using Grid.Storage.Sealing;
using Grid.Storage.Tests.Counting;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Sealing;

/// <summary>
/// A rotation while processes run: add, restart, use, restart, wrap again. At no step can any of them not read what another wrote.
/// </summary>
public sealed class KeyRotationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Each_step_can_be_taken_while_the_processes_of_the_step_before_run()
    {
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        try
        {
            var before = KeyFiles.Open(folder, mayCreate: true);
            KeyFiles.Add(folder);
            var added = KeyFiles.Open(folder, mayCreate: false);
            KeyFiles.UseNewest(folder);
            var used = KeyFiles.Open(folder, mayCreate: false);

            await WriteAndReadAsync(1, by: before, others: [added]);
            await WriteAndReadAsync(2, by: added, others: [before, used]);
            await WriteAndReadAsync(3, by: used, others: [added]);

            await using var register = new Register(database.ApplicationConnectionString, secrets: used);
            Assert.Equal(2, await DataKeyRewrap.RunAsync(register.Source, used.Ring, TestContext.Current.CancellationToken));
            Assert.Equal(0, await DataKeyRewrap.RunAsync(register.Source, used.Ring, TestContext.Current.CancellationToken));
            foreach (var n in (int[])[1, 2, 3])
                Assert.NotNull((await register.ReadAsync(register.IdOf(n))).State!.Record);

            // With the old key only, nothing can be read any more.
            await using var old = new Register(database.ApplicationConnectionString, secrets: before);
            await Assert.ThrowsAnyAsync<Exception>(() => old.ReadAsync(old.IdOf(1)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_key_that_is_erased_while_keys_are_wrapped_anew_stays_erased()
    {
        await using var own = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        try
        {
            await using (var writer = new Register(own.ApplicationConnectionString, secrets: KeyFiles.Open(folder, mayCreate: true)))
                await writer.AddAsync(1);
            KeyFiles.Add(folder);
            KeyFiles.UseNewest(folder);
            await using var register = new Register(own.ApplicationConnectionString, secrets: KeyFiles.Open(folder, mayCreate: false));

            await using var owner = new NpgsqlConnection(own.OwnerConnectionString);
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await using var erasing = await owner.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var erase = new NpgsqlCommand("UPDATE person SET data_key = NULL", owner))
                Assert.Equal(1, await erase.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            var wrapping = DataKeyRewrap.RunAsync(register.Source, register.Secrets.Ring, TestContext.Current.CancellationToken);
            await Blocked.OneAsync(own.ApplicationConnectionString, TestContext.Current.CancellationToken);
            await erasing.CommitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, await wrapping);
            Assert.True(await DatabaseCommands.ScalarAsync<bool>(own.OwnerConnectionString, "SELECT data_key IS NULL FROM person"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task WriteAndReadAsync(int n, RegisterSecrets by, RegisterSecrets[] others)
    {
        await using (var writer = new Register(database.ApplicationConnectionString, secrets: by))
            await writer.AddAsync(n);
        foreach (var secrets in others)
        {
            await using var reader = new Register(database.ApplicationConnectionString, secrets: secrets);
            Assert.NotNull((await reader.ReadAsync(reader.IdOf(n))).State!.Record);
        }
    }
}
