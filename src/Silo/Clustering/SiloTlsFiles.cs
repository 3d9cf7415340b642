using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grid.Silo.Hosting;

namespace Grid.Silo.Clustering;

/// <summary>
/// The certificate by which this process is known to silos and clients, and the authority that must have signed theirs: configuration
/// <c>Grid:Cluster:CertificateFile</c> and <c>CertificateKeyFile</c> (PEM; the chain below the authority may follow the certificate) and
/// <c>AuthorityFile</c> (PEM). Changed files are taken at the next connection, without a restart.
/// </summary>
/// <remarks>
/// The authority is this register's alone: every process with one of its certificates is a member. So names and addresses, which change
/// with each container, are not compared.
/// </remarks>
public sealed class SiloTlsFiles
{
    public const string Section = "Grid:Cluster";

    private readonly Lock gate = new();
    private readonly string certificateFile;
    private readonly string keyFile;
    private readonly string authorityFile;
    private (DateTime, DateTime, DateTime) read;
    private SslStreamCertificateContext? own;
    private X509Certificate2Collection? authorities;

    private SiloTlsFiles(string certificateFile, string keyFile, string authorityFile) =>
        (this.certificateFile, this.keyFile, this.authorityFile) = (certificateFile, keyFile, authorityFile);

    /// <summary>Null where nothing is configured: then silos do not encrypt, as in a separate network.</summary>
    /// <exception cref="ConfigurationException">Only some of the three are set, or they are not readable as certificates.</exception>
    public static SiloTlsFiles? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        string?[] paths = [section["CertificateFile"], section["CertificateKeyFile"], section["AuthorityFile"]];
        if (paths.All(string.IsNullOrWhiteSpace))
            return null;
        if (paths.Any(string.IsNullOrWhiteSpace))
        {
            throw new ConfigurationException(
                $"{Section}: CertificateFile, CertificateKeyFile and AuthorityFile belong together; one is missing."
            );
        }

        var files = new SiloTlsFiles(paths[0]!, paths[1]!, paths[2]!);
        try
        {
            files.Current();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigurationException($"{Section}: certificate, key or authority cannot be read: {e.Message}");
        }

        return files;
    }

    /// <summary>For a connection that comes in: the other side must show a certificate too.</summary>
    public SslServerAuthenticationOptions ForServer()
    {
        var (certificate, roots) = Current();
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, other, chain, _) => IsMember(other, chain, roots),
        };
    }

    /// <summary>For a connection that goes out.</summary>
    public SslClientAuthenticationOptions ForClient()
    {
        var (certificate, roots) = Current();
        return new SslClientAuthenticationOptions
        {
            TargetHost = "",
            ClientCertificateContext = certificate,
            RemoteCertificateValidationCallback = (_, other, chain, _) => IsMember(other, chain, roots),
        };
    }

    private static bool IsMember(X509Certificate? other, X509Chain? presented, X509Certificate2Collection roots)
    {
        if (other is not X509Certificate2 certificate)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (presented is not null)
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }

    private (SslStreamCertificateContext Own, X509Certificate2Collection Authorities) Current()
    {
        lock (gate)
        {
            var now = (
                File.GetLastWriteTimeUtc(certificateFile),
                File.GetLastWriteTimeUtc(keyFile),
                File.GetLastWriteTimeUtc(authorityFile)
            );
            if (own is null || authorities is null || now != read)
            {
                var chain = new X509Certificate2Collection();
                chain.ImportFromPemFile(certificateFile);
                var roots = new X509Certificate2Collection();
                roots.ImportFromPemFile(authorityFile);
                if (roots.Count == 0)
                    throw new CryptographicException($"{authorityFile} holds no certificate.");
                own = SslStreamCertificateContext.Create(
                    X509Certificate2.CreateFromPemFile(certificateFile, keyFile),
                    chain,
                    offline: true
                );
                (authorities, read) = (roots, now);
            }

            return (own, authorities);
        }
    }
}
