using System.Runtime.Versioning;
using Grid.Storage.Sealing;

namespace Grid.Storage.Tests.Sealing;

[UnsupportedOSPlatform("windows")]
public sealed class KeyFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string home = Directory.CreateTempSubdirectory("grid-keys-").FullName;

    private string Folder => Path.Combine(home, "secrets", "keys");

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public void Development_makes_keys_once_for_its_owner_alone()
    {
        var first = KeyFiles.Open(Folder, mayCreate: true);
        var second = KeyFiles.Open(Folder, mayCreate: true);

        Assert.Equal(first.RegisterKey.Fingerprint, second.RegisterKey.Fingerprint);
        Assert.Equal(first.Ring.SystemKey.Id, second.Ring.SystemKey.Id);
        Assert.Equal([1, 2], second.Ring.OpenForSystem(first.Ring.SealForSystem([1, 2], []), []));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(
            [KeyFiles.RingFile, KeyFiles.RegisterKeyFile],
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Algorithms_are_chosen_when_the_keys_are_made()
    {
        KeyFiles.Open(Folder, mayCreate: true, SealAlgorithm.Sm4Gcm, KeyedHash.HmacSm3);

        var secrets = KeyFiles.Open(Folder, mayCreate: true, SealAlgorithm.Aes256Gcm, KeyedHash.HmacSha256);

        Assert.Equal(SealAlgorithm.Sm4Gcm, secrets.Ring.Algorithm);
        Assert.Equal(KeyedHash.HmacSm3, secrets.RegisterKey.Hash);
    }

    [Theory]
    [InlineData(KeyFiles.RingFile)]
    [InlineData(KeyFiles.RegisterKeyFile)]
    public void Production_refuses_to_start_without_a_file_and_names_it(string file)
    {
        Assert.Throws<KeyFileException>(() => KeyFiles.Open(Folder, mayCreate: false));
        KeyFiles.Open(Folder, mayCreate: true);
        var path = Path.Combine(Folder, file);
        File.Delete(path);

        var refused = Assert.Throws<KeyFileException>(() => KeyFiles.Open(Folder, mayCreate: false));

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_file_open_to_others_is_refused()
    {
        KeyFiles.Open(Folder, mayCreate: true);
        File.SetUnixFileMode(Path.Combine(Folder, KeyFiles.RegisterKeyFile), OwnerOnly | UnixFileMode.OtherRead);
        Assert.Contains(
            "chmod 600",
            Assert.Throws<KeyFileException>(() => KeyFiles.Open(Folder, mayCreate: true)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "format": 2, "algorithm": "HMAC-SHA-256", "key": "c2VjcmV0" }""")]
    [InlineData("""{ "format": 1, "algorithm": "HMAC-SHA-256", "key": "c2VjcmV0" }""")]
    [InlineData("""{ "format": 1, "algorithm": "ROT13", "key": "c2VjcmV0" }""")]
    [InlineData("""{ "format": 1, "algorithm": "HMAC-SHA-256", "key": "c2VjcmV0!" }""")]
    public void A_damaged_file_is_refused_and_not_quoted(string content)
    {
        KeyFiles.Open(Folder, mayCreate: true);
        File.WriteAllText(Path.Combine(Folder, KeyFiles.RegisterKeyFile), content);
        var refused = Assert.Throws<KeyFileException>(() => KeyFiles.Open(Folder, mayCreate: true));
        Assert.DoesNotContain("c2VjcmV0", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains(KeyFiles.RegisterKeyFile, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_create_at_once_all_get_the_same_keys()
    {
        for (var round = 0; round < 40; round++)
        {
            var folder = Path.Combine(Folder, $"{round}");
            using var start = new Barrier(16);
            var opened = await Task.WhenAll(
                Enumerable
                    .Range(0, 16)
                    .Select(_ =>
                        Task.Factory.StartNew(
                            () =>
                            {
                                start.SignalAndWait(TestContext.Current.CancellationToken);
                                return KeyFiles.Open(folder, mayCreate: true);
                            },
                            TestContext.Current.CancellationToken,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                    )
            );

            Assert.Single(opened.Select(secrets => secrets.RegisterKey.Fingerprint).Distinct(StringComparer.Ordinal));
            Assert.Single(opened.Select(secrets => secrets.Ring.SystemKey.Id).Distinct());
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
    }

    [Fact]
    public void Rotation_adds_keys_to_the_file_and_keeps_the_old_ones()
    {
        var before = KeyFiles.Open(Folder, mayCreate: true);
        var wrapped = before.Ring.NewDataKey().Wrap(before.Ring, "person");
        var value = before.Ring.SealForSystem([7], []);

        KeyFiles.Rotate(Folder, SealAlgorithm.Sm4Gcm);

        var after = KeyFiles.Open(Folder, mayCreate: false);
        Assert.Equal(before.RegisterKey.Fingerprint, after.RegisterKey.Fingerprint);
        Assert.True(DataKey.NeedsRewrap(after.Ring, wrapped));
        DataKey.Unwrap(after.Ring, wrapped, "person");
        Assert.Equal([7], after.Ring.OpenForSystem(value, []));
        Assert.Equal(SealAlgorithm.Sm4Gcm, after.Ring.Algorithm);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(Folder, KeyFiles.RingFile)));
    }
}
