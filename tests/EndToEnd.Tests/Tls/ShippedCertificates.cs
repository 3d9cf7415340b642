using System.Diagnostics;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>Certificates by <c>deploy/tls/make-certificates.sh</c>, as an operator makes them.</summary>
public static class ShippedCertificates
{
    /// <summary>Runs the script in a folder; what is there stays as it is.</summary>
    /// <param name="purpose"><c>cluster</c>: a pair for each name. <c>server</c>: one pair for all names.</param>
    public static async Task MakeAsync(string purpose, string folder, CancellationToken cancellationToken, params string[] names)
    {
        var script = Path.Combine(GridScript.Repository, "deploy", "tls", "make-certificates.sh");
        using var shell = Process.Start("bash", [script, purpose, folder, .. names]);
        await shell.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>The settings of a process of the cluster that uses the pair of this name.</summary>
    public static Dictionary<string, string> Variables(string folder, string name) =>
        new(StringComparer.Ordinal)
        {
            ["Grid__Cluster__CertificateFile"] = Path.Combine(folder, $"{name}.crt"),
            ["Grid__Cluster__CertificateKeyFile"] = Path.Combine(folder, $"{name}.key"),
            ["Grid__Cluster__AuthorityFile"] = Path.Combine(folder, "authority.crt"),
        };
}
