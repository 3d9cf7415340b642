using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Grid.Storage.Sealing;

/// <summary>
/// Seals the key files with a key that is in a token (PKCS#11) and cannot leave it. Whoever copies the folder has nothing without the token
/// and its PIN. The token is only used while this object exists: at the start of a process, and by <c>keys</c>.
/// </summary>
internal sealed class TokenVault : IKeyVault
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const ulong KeyBytes = 32;

    /// <summary>A module is initialised once in a process, and ended for all.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private readonly KeyToken token;
    private readonly Pkcs11InteropFactories factories = new();
    private IPkcs11Library? library;
    private ISession? session;
    private bool isDisposed;

    /// <summary>
    /// The library imports <c>libdl</c>, a name that only development packages have; glibc has the functions under its version's name.
    /// </summary>
    static TokenVault() =>
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, _, _) =>
            name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var library) ? library : IntPtr.Zero
        );

    /// <param name="token">Where the key is.</param>
    /// <param name="mayCreateKey">Whether a missing key is made in the token.</param>
    /// <exception cref="KeyFileException">The module, the token or the key cannot be used.</exception>
    public TokenVault(KeyToken token, bool mayCreateKey)
    {
        this.token = token;
        var pin = token.ReadPin();
        OneAtATime.Wait();
        try
        {
            Run(() => Connect(pin, mayCreateKey));
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pin);
        }
    }

    public byte[] Close(string file, byte[] content) =>
        Run(() =>
        {
            var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            using var mechanism = Gcm(nonce, file);
            return SealedKeyFile.Write(token.Key, [.. nonce, .. session!.Encrypt(mechanism, KeyOf(token.Key), content)]);
        });

    public byte[] Open(string file, byte[] stored)
    {
        var sealedFile = SealedKeyFile.Find(stored);
        if (sealedFile is null)
        {
            throw new KeyFileException(
                $"密钥文件 {file} 未由密码设备保护。The key file {file} is not sealed by the token. Run: Grid.Admin keys protect"
            );
        }

        var key = Run(() => KeyOf(sealedFile.Key));
        try
        {
            var all = sealedFile.Sealed;
            using var mechanism = Gcm(all[..NonceBytes], file);
            return session!.Decrypt(mechanism, key, all[NonceBytes..]);
        }
        catch (Exception e) when (e is Pkcs11Exception or ArgumentException)
        {
            throw new KeyFileException(
                $"密钥文件 {file} 无法由密码设备解开。The key file {file} was changed, or was sealed by another key than the token's {sealedFile.Key}.",
                e
            );
        }
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        session?.Dispose(); // Which also signs the process out.
        session = null;
        library?.Dispose();
        library = null;
        OneAtATime.Release();
    }

    internal static IPkcs11Library LoadModule(Pkcs11InteropFactories factories, string module) =>
        factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, module, AppType.MultiThreaded);

    private void Connect(byte[] pin, bool mayCreateKey)
    {
        library = LoadModule(factories, token.Module);
        var slots = library
            .GetSlotList(SlotsType.WithTokenPresent)
            .Where(slot => slot.GetTokenInfo().Label.TrimEnd() == token.Token)
            .ToList();
        if (slots.Count != 1)
        {
            throw new KeyFileException(
                $"找不到唯一的密码设备 {token.Token}。The module {token.Module} has {slots.Count} tokens named {token.Token}; there must be one."
            );
        }

        session = slots[0].OpenSession(mayCreateKey ? SessionType.ReadWrite : SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, pin);
        if (mayCreateKey && Keys(token.Key).Count == 0)
            CreateKey();
        RequireSafe(KeyOf(token.Key));
    }

    private void CreateKey()
    {
        var attributes = factories.ObjectAttributeFactory;
        using var mechanism = factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN);
        session!.GenerateKey(
            mechanism,
            [
                attributes.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
                attributes.Create(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
                attributes.Create(CKA.CKA_VALUE_LEN, KeyBytes),
                attributes.Create(CKA.CKA_LABEL, token.Key),
                attributes.Create(CKA.CKA_ID, Encoding.UTF8.GetBytes(token.Key)),
                attributes.Create(CKA.CKA_TOKEN, true),
                attributes.Create(CKA.CKA_PRIVATE, true),
                attributes.Create(CKA.CKA_SENSITIVE, true),
                attributes.Create(CKA.CKA_EXTRACTABLE, false),
                attributes.Create(CKA.CKA_ENCRYPT, true),
                attributes.Create(CKA.CKA_DECRYPT, true),
            ]
        );
    }

    /// <summary>A key that can be read from the token would protect nothing.</summary>
    private void RequireSafe(IObjectHandle key)
    {
        var values = session!.GetAttributeValue(key, [CKA.CKA_SENSITIVE, CKA.CKA_EXTRACTABLE]);
        if (!values[0].GetValueAsBool() || values[1].GetValueAsBool())
        {
            throw new KeyFileException(
                $"密码设备中的密钥 {token.Key} 可以导出，拒绝使用。The key {token.Key} can be read from the token. Make another one that cannot."
            );
        }
    }

    private IObjectHandle KeyOf(string label) =>
        Keys(label) is [var one]
            ? one
            : throw new KeyFileException(
                $"密码设备 {token.Token} 中没有唯一的密钥 {label}。The token {token.Token} does not have exactly one key {label}."
            );

    private List<IObjectHandle> Keys(string label) =>
        session!.FindAllObjects([
            factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, label),
        ]);

    private IMechanism Gcm(byte[] nonce, string file) =>
        factories.MechanismFactory.Create(
            CKM.CKM_AES_GCM,
            factories.MechanismParamsFactory.CreateCkGcmParams(nonce, NonceBytes * 8, Encoding.UTF8.GetBytes(file), TagBytes * 8)
        );

    private static bool IsRefusal(CKR answer) =>
        answer
            is CKR.CKR_PIN_INCORRECT
                or CKR.CKR_PIN_INVALID
                or CKR.CKR_PIN_LEN_RANGE
                or CKR.CKR_PIN_EXPIRED
                or CKR.CKR_PIN_LOCKED
                or CKR.CKR_USER_PIN_NOT_INITIALIZED
                or CKR.CKR_KEY_FUNCTION_NOT_PERMITTED
                or CKR.CKR_MECHANISM_INVALID;

    private void Run(Action act) =>
        Run(() =>
        {
            act();
            return true;
        });

    /// <summary>
    /// The module's errors as those of key files; without the PIN, which they do not contain. A process that is refused must not start again
    /// and again by itself: tokens lock themselves after a few wrong PINs. One that finds the token away may.
    /// </summary>
    private T Run<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Pkcs11Exception e) when (!IsRefusal(e.RV))
        {
            throw new KeyTokenUnavailableException(
                $"密码设备 {token.Token} 没有正常应答。The token {token.Token} of the module {token.Module} does not answer as it should: {e.Message}",
                e
            );
        }
        catch (Exception e) when (e is Pkcs11Exception or LibraryArchitectureException or DllNotFoundException or UnmanagedException)
        {
            throw new KeyFileException(
                $"密码设备不可用 {token.Token}。The token {token.Token} of the module {token.Module} cannot be used: {e.Message}",
                e
            );
        }
    }
}
