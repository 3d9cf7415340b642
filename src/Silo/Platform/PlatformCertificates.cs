using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Silo.Platform;

/// <summary>Mutual TLS: the register's certificate, and who may vouch for the platform's.</summary>
internal static class PlatformCertificates
{
    public static SslClientAuthenticationOptions Of(PlatformConnectionOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.ClientCertificateFile is { } file)
        {
            var password = options.ClientCertificatePasswordFile is { } line ? File.ReadAllText(line).Trim() : null;
            tls.ClientCertificateContext = ChainOf(file, password);
        }

        if (options.AuthorityFile is { } authorities)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(authorities);
            tls.CertificateChainPolicy = policy;
        }

        return tls;
    }

    /// <summary>
    /// Our certificate with the authorities between it and the root, as far as the file has them: the other side may know only the root.
    /// Without the file's own no authority is looked up in the network.
    /// </summary>
    private static SslStreamCertificateContext ChainOf(string file, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
        var own = all.FirstOrDefault(one => one.HasPrivateKey && IsNobodysAuthority(one))
            ?? all.FirstOrDefault(one => one.HasPrivateKey)
            ?? throw new InvalidDataException($"{file} holds no certificate with its private key.");
        return SslStreamCertificateContext.Create(own, [.. all.Where(one => one != own)], offline: true);
    }

    private static bool IsNobodysAuthority(X509Certificate2 one) =>
        !one.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
