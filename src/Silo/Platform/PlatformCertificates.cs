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
            tls.ClientCertificates = [X509CertificateLoader.LoadPkcs12FromFile(file, password)];
        }

        if (options.AuthorityFile is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorities);
            tls.CertificateChainPolicy = policy;
        }

        return tls;
    }
}
