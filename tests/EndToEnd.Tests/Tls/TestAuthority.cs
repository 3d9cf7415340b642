using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>An authority made up for a test, and certificates of it as files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 certificate;
    private readonly string folder;

    public TestAuthority(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true)
        );
        var now = TimeProvider.System.GetUtcNow();
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        System.IO.File.WriteAllText(File("authority.crt"), certificate.ExportCertificatePem());
    }

    /// <summary>Issues a certificate, in the place of the one before.</summary>
    public void Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=grid", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(certificate, now.AddHours(-1), now.AddDays(7), RandomNumberGenerator.GetBytes(8));
        System.IO.File.WriteAllText(File("grid.crt"), issued.ExportCertificatePem());
        System.IO.File.WriteAllText(File("grid.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The settings with which a process speaks TLS with other processes of the cluster.</summary>
    public Dictionary<string, string> ClusterVariables() =>
        new(StringComparer.Ordinal)
        {
            ["Grid__Cluster__CertificateFile"] = File("grid.crt"),
            ["Grid__Cluster__CertificateKeyFile"] = File("grid.key"),
            ["Grid__Cluster__AuthorityFile"] = File("authority.crt"),
        };

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Trusts this authority alone.</summary>
    public X509ChainPolicy ChainPolicy() =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };

    public void Dispose() => certificate.Dispose();
}
