using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Grains.Tests.Platform;

/// <summary>
/// An authority of the test, and what it vouches for: the platform, the register, and files of both as the options name them.
/// </summary>
internal sealed class MadeUpCertificates : IDisposable
{
    public const string Password = "a password of the tests";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grid-certificates-");
    private readonly X509Certificate2 authority = Root("CN=Test authority");

    public MadeUpCertificates()
    {
        Server = Issue("CN=platform", "1.3.6.1.5.5.7.3.1");
        using var register = Issue("CN=register", "1.3.6.1.5.5.7.3.2");
        RegisterThumbprint = register.Thumbprint;
        ClientFile = Write("register.p12", register.Export(X509ContentType.Pkcs12, Password));
        PasswordFile = Write("register.password", System.Text.Encoding.UTF8.GetBytes(Password + "\n"));
        using var between = Authority("CN=Test authority of the province", authority);
        using var behind = Issue("CN=register behind", "1.3.6.1.5.5.7.3.2", between);
        RegisterBehindThumbprint = behind.Thumbprint;
        using var betweenAlone = X509CertificateLoader.LoadCertificate(between.RawData);
        ChainFile = Write("chain.p12", new X509Certificate2Collection { betweenAlone, behind }.Export(X509ContentType.Pkcs12, Password)!);
        AuthorityFile = Write("authority.pem", System.Text.Encoding.UTF8.GetBytes(authority.ExportCertificatePem()));
        using var other = Root("CN=Another authority");
        OtherAuthorityFile = Write("other.pem", System.Text.Encoding.UTF8.GetBytes(other.ExportCertificatePem()));
    }

    /// <summary>With its key.</summary>
    public X509Certificate2 Server { get; }

    public string RegisterThumbprint { get; }

    public string ClientFile { get; }

    /// <summary>
    /// The register's certificate by an authority that the platform does not know, and that authority's, by the one that it knows.
    /// </summary>
    public string ChainFile { get; }

    public string RegisterBehindThumbprint { get; }

    public string PasswordFile { get; }

    public string AuthorityFile { get; }

    /// <summary>Of an authority that is not trusted here.</summary>
    public string OtherAuthorityFile { get; }

    /// <summary>Whether the authority vouches for a client's certificate.</summary>
    /// <param name="sent">What the client sent besides it.</param>
    public bool Vouches(X509Certificate2 client, X509Chain? sent = null)
    {
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(client);
    }

    public void Dispose()
    {
        Server.Dispose();
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    private static X509Certificate2 Root(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(Yesterday, Yesterday.AddDays(3));
    }

    /// <summary>An authority certified by another one, with its key.</summary>
    private static X509Certificate2 Authority(string name, X509Certificate2 by)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var issued = request.Create(by, Yesterday.AddSeconds(30), Yesterday.AddDays(2.5), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    private X509Certificate2 Issue(string name, string use, X509Certificate2? by = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        using var issued = request.Create(
            by ?? authority,
            Yesterday.AddMinutes(1),
            Yesterday.AddDays(2),
            RandomNumberGenerator.GetBytes(8)
        );
        using var whole = issued.CopyWithPrivateKey(key);

        // A key that lives in memory alone is refused by some systems' TLS.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
