using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>What the script for operators makes, and what it leaves alone.</summary>
public sealed class ShippedCertificatesTests
{
    [Fact]
    public async Task A_certificate_is_made_once_and_again_after_it_was_deleted_and_keys_are_their_owners_alone()
    {
        var test = TestContext.Current.CancellationToken;
        using var home = new GridHome();
        var folder = Path.Combine(home.Folder, "cluster");
        await ShippedCertificates.MakeAsync("cluster", folder, test, "silo-1", "10.1.2.3");
        var (first, authority) = (Thumbprint("silo-1"), Thumbprint("authority"));
        await ShippedCertificates.MakeAsync("cluster", folder, test, "silo-1", "api-1");
        Assert.Equal((first, authority), (Thumbprint("silo-1"), Thumbprint("authority")));
        File.Delete(Path.Combine(folder, "silo-1.crt"));
        await ShippedCertificates.MakeAsync("cluster", folder, test, "silo-1");
        Assert.NotEqual(first, Thumbprint("silo-1"));
        Assert.Equal(authority, Thumbprint("authority"));
        Assert.All(Directory.GetFiles(folder, "*.key"), key =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key))
        );

        string Thumbprint(string name)
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, $"{name}.crt")));
            return certificate.Thumbprint;
        }
    }

    [Theory]
    [InlineData("cluster")]
    [InlineData("nothing", "silo-1")]
    [InlineData("cluster", "../silo-1")]
    [InlineData("cluster", "silo,DNS:other")]
    public async Task What_it_does_not_understand_makes_nothing(string purpose, params string[] names)
    {
        using var home = new GridHome();
        var folder = Path.Combine(home.Folder, "none");
        var script = Path.Combine(GridScript.Repository, "deploy", "tls", "make-certificates.sh");
        using var shell = Process.Start(
            new ProcessStartInfo("bash", [script, purpose, folder, .. names]) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, shell.ExitCode);
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>The tool for migrations and keys opens no connection that a process of production would not.</summary>
    [Theory]
    [InlineData("migrate", "--owner")]
    [InlineData("status", "--database")]
    [InlineData("check", "--database")]
    public async Task The_administration_tool_does_not_go_to_an_unproven_database(string command, string option)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var admin = Path.Combine(GridScript.Repository, "tools", "Admin", "bin", here.Parent!.Name, here.Name, "Grid.Admin.dll");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [admin, command, option, "Host=10.231.0.9;Username=grid_owner;Database=grid"])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["GRID_ENVIRONMENT"] = "" },
            }
        )!;
        var says = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("VerifyFull", says, StringComparison.Ordinal);
        Assert.Contains("10.231.0.9", says, StringComparison.Ordinal);
    }
}
