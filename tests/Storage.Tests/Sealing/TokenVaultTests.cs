using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Grid.Storage.Sealing;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Grid.Storage.Tests.Sealing;

/// <summary>Key files that a token protects: PKCS#11, shown with SoftHSM.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TokenVaultTests(SoftToken soft) : IClassFixture<SoftToken>, IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("grid-token-").FullName;

    private string Folder => Path.Combine(home, "keys");

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public void Sealed_files_open_with_the_token_and_contain_no_key()
    {
        var before = KeyFiles.Open(Folder, mayCreate: true);
        var keys = Material();
        KeyFiles.Protect(Folder, soft.Token("main"));

        foreach (var file in Files)
        {
            var stored = File.ReadAllText(file);
            Assert.DoesNotContain(keys, key => stored.Contains(key, StringComparison.Ordinal));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var after = KeyFiles.Open(Folder, mayCreate: false);
        Assert.Equal(before.RegisterKey.Fingerprint, after.RegisterKey.Fingerprint);
        Assert.Equal([1, 2], after.Ring.OpenForSystem(before.Ring.SealForSystem([1, 2], []), []));
    }

    [Fact]
    public void A_new_register_s_keys_are_never_in_the_clear_and_rotate_as_others()
    {
        KeyFiles.Protect(Folder, soft.Token("main"));
        var first = KeyFiles.Open(Folder, mayCreate: true);
        Assert.All(Files, file => Assert.Contains("pkcs11", File.ReadAllText(file), StringComparison.Ordinal));

        KeyFiles.Add(Folder);
        KeyFiles.UseNewest(Folder);
        var second = KeyFiles.Open(Folder, mayCreate: false);
        Assert.NotEqual(first.Ring.SystemKey.Id, second.Ring.SystemKey.Id);
        Assert.Equal([3], second.Ring.OpenForSystem(first.Ring.SealForSystem([3], []), []));
        Assert.All(Files, file => Assert.Contains("pkcs11", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_token_its_pin_or_its_key_a_copy_of_the_folder_is_nothing()
    {
        KeyFiles.Open(Folder, mayCreate: true);
        KeyFiles.Protect(Folder, soft.Token("main"));
        Refused("token.json", () => File.Delete(Path.Combine(Folder, KeyToken.File)));

        (soft.Token("main") with { PinFile = soft.Secret("wrong-pin", "000000") }).Write(Folder);
        Assert.DoesNotContain("000000", Refused("CKR_PIN_INCORRECT"), StringComparison.Ordinal);

        (soft.Token("main") with { Token = "elsewhere" }).Write(Folder);
        Refused("has 0 tokens named elsewhere");

        (soft.Token("main") with { Module = "/nowhere/module.so" }).Write(Folder);
        Refused("/nowhere/module.so");

        // Another token, whose key has the same name.
        KeyFiles.Protect(Path.Combine(home, "other"), soft.Token("other"));
        soft.Token("other").Write(Folder);
        Refused("was changed, or was sealed by another key");

        soft.Token("main").Write(Folder);
        KeyFiles.Open(Folder, mayCreate: false);
    }

    [Fact]
    public void A_sealed_file_that_is_changed_or_put_in_the_place_of_the_other_is_refused()
    {
        KeyFiles.Open(Folder, mayCreate: true);
        KeyFiles.Protect(Folder, soft.Token("main"));
        var (ring, register) = (Files[0], Files[1]);
        var (ringBefore, registerBefore) = (File.ReadAllText(ring), File.ReadAllText(register));

        Refused("was changed", () => File.WriteAllText(ring, registerBefore));
        File.WriteAllText(ring, ringBefore);
        Refused("was changed", () =>
        {
            var document = JsonNode.Parse(registerBefore)!;
            var bytes = Convert.FromBase64String((string)document["sealed"]!);
            bytes[^1] ^= 1;
            document["sealed"] = Convert.ToBase64String(bytes);
            File.WriteAllText(register, document.ToJsonString());
        });
        Refused("was changed", () => Edit(register, registerBefore, "sealed", Convert.ToBase64String([1, 2, 3])));
        Refused("not readable as one", () => Edit(register, registerBefore, "protection", "later"));
        Refused("does not have exactly one key gone", () => Edit(register, registerBefore, "key", "gone"));
    }

    [Fact]
    public void A_file_in_the_clear_beside_a_token_is_refused_until_it_is_sealed()
    {
        KeyFiles.Protect(Path.Combine(home, "first"), soft.Token("main")); // So that the token has its key.
        var before = KeyFiles.Open(Folder, mayCreate: true);
        soft.Token("main").Write(Folder); // As after an interruption.
        Refused("is not sealed by the token");
        KeyFiles.Protect(Folder, soft.Token("main"));
        KeyFiles.Protect(Folder, soft.Token("main"));
        Assert.Equal(before.RegisterKey.Fingerprint, KeyFiles.Open(Folder, mayCreate: false).RegisterKey.Fingerprint);
    }

    [Fact]
    public void The_key_in_the_token_can_be_changed_and_the_older_one_opens_what_it_sealed()
    {
        var before = KeyFiles.Open(Folder, mayCreate: true);
        KeyFiles.Protect(Folder, soft.Token("main"));
        var older = File.ReadAllText(Files[0]);
        KeyFiles.Protect(Folder, soft.Token("main") with { Key = "grid-keys-2" });
        Assert.All(Files, file => Assert.Contains("grid-keys-2", File.ReadAllText(file), StringComparison.Ordinal));
        File.WriteAllText(Files[0], older); // As after an interruption between the two.
        Assert.Equal(before.Ring.SystemKey.Id, KeyFiles.Open(Folder, mayCreate: false).Ring.SystemKey.Id);
    }

    [Fact]
    public void Files_are_taken_out_for_a_backup_or_another_token_and_overwrite_nothing()
    {
        var before = KeyFiles.Open(Folder, mayCreate: true);
        KeyFiles.Protect(Folder, soft.Token("main"));
        Assert.Contains(
            "unprotect",
            Assert.Throws<KeyFileException>(() => KeyFiles.Protect(Folder, soft.Token("other"))).Message,
            StringComparison.Ordinal
        );
        var plain = Path.Combine(home, "plain");
        KeyFiles.Unprotect(Folder, plain);
        Assert.Equal(before.RegisterKey.Fingerprint, KeyFiles.Open(plain, mayCreate: false).RegisterKey.Fingerprint);
        Assert.Throws<KeyFileException>(() => KeyFiles.Unprotect(Folder, plain));
        Assert.Throws<KeyFileException>(() => KeyFiles.Unprotect(Folder, Folder));
        KeyFiles.Protect(plain, soft.Token("other"));
        Assert.Equal(before.RegisterKey.Fingerprint, KeyFiles.Open(plain, mayCreate: false).RegisterKey.Fingerprint);
    }

    [Fact]
    public void A_key_that_can_be_read_from_the_token_is_refused()
    {
        soft.MakeReadableKey("main", "readable");
        var refused = Assert.Throws<KeyFileException>(() => KeyFiles.Protect(Folder, soft.Token("main") with { Key = "readable" }));
        Assert.Contains("can be read from the token", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, KeyToken.File)));
    }

    [Fact]
    public void A_pin_that_others_can_read_is_refused()
    {
        var pin = soft.Secret("open-pin", SoftToken.Pin);
        File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var refused = Assert.Throws<KeyFileException>(() => KeyFiles.Protect(Folder, soft.Token("main") with { PinFile = pin }));
        Assert.Contains("open to others", refused.Message, StringComparison.Ordinal);
    }

    private string[] Files => [Path.Combine(Folder, KeyFiles.RingFile), Path.Combine(Folder, KeyFiles.RegisterKeyFile)];

    /// <summary>The keys of the files, which are in the clear, as they are written there.</summary>
    private List<string> Material()
    {
        var ring = JsonNode.Parse(File.ReadAllText(Files[0]))!;
        return
        [
            .. ring["wrappingKeys"]!.AsArray().Concat(ring["systemKeys"]!.AsArray()).Select(key => (string)key!["material"]!),
            (string)JsonNode.Parse(File.ReadAllText(Files[1]))!["key"]!,
        ];
    }

    private static void Edit(string path, string before, string member, string value)
    {
        var document = JsonNode.Parse(before)!;
        document[member] = value;
        File.WriteAllText(path, document.ToJsonString());
    }

    private string Refused(string why, Action? first = null)
    {
        first?.Invoke();
        var message = Assert.Throws<KeyFileException>(() => KeyFiles.Open(Folder, mayCreate: false)).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain(SoftToken.Pin, message, StringComparison.Ordinal);
        return message;
    }
}

/// <summary>Two tokens of SoftHSM, in a folder of their own.</summary>
public sealed partial class SoftToken : IDisposable
{
    public const string Pin = "8392017465";

    private static readonly string[] Modules =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    ];

    private readonly string home = Directory.CreateTempSubdirectory("grid-softhsm-").FullName;
    private readonly string module;

    public SoftToken()
    {
        module = Modules.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests need SoftHSM: apt-get install softhsm2, or run ./grid test Storage.");
        var settings = Path.Combine(home, "softhsm2.conf");
        var tokens = Directory.CreateDirectory(Path.Combine(home, "tokens")).FullName;
        File.WriteAllText(settings, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // The module reads it from the process's own environment, which .NET keeps a copy of.
        _ = SetEnvironment("SOFTHSM2_CONF", settings, 1);
        foreach (var label in (string[])["main", "other"])
            Initialise(settings, label);
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    public KeyToken Token(string label) => new(module, label, "grid-keys-1", Secret("pin", Pin));

    public string Secret(string name, string content)
    {
        var path = Path.Combine(home, name);
        SecretFile.Replace(path, [.. System.Text.Encoding.UTF8.GetBytes(content), (byte)'\n']);
        return path;
    }

    /// <summary>A key as somebody makes it who does not think of it.</summary>
    public void MakeReadableKey(string token, string key)
    {
        var factories = new Pkcs11InteropFactories();
        using var library = TokenVault.LoadModule(factories, module);
        var slot = library.GetSlotList(SlotsType.WithTokenPresent).Single(one => one.GetTokenInfo().Label.TrimEnd() == token);
        using var session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, Pin);
        using var mechanism = factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN);
        var attributes = factories.ObjectAttributeFactory;
        session.GenerateKey(
            mechanism,
            [
                attributes.Create(CKA.CKA_VALUE_LEN, 32UL),
                attributes.Create(CKA.CKA_LABEL, key),
                attributes.Create(CKA.CKA_TOKEN, true),
                attributes.Create(CKA.CKA_SENSITIVE, false),
                attributes.Create(CKA.CKA_EXTRACTABLE, true),
                attributes.Create(CKA.CKA_ENCRYPT, true),
                attributes.Create(CKA.CKA_DECRYPT, true),
            ]
        );
    }

    private static void Initialise(string settings, string label)
    {
        var start = new ProcessStartInfo(
            "softhsm2-util",
            ["--init-token", "--free", "--label", label, "--so-pin", "1234567890", "--pin", Pin]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOFTHSM2_CONF"] = settings;
        using var util = Process.Start(start)!;
        var errors = util.StandardError.ReadToEnd();
        util.WaitForExit();
        if (util.ExitCode != 0)
            throw new InvalidOperationException($"softhsm2-util: {errors}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
