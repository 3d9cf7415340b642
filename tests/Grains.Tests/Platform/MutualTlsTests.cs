using Grid.Grains.Interfaces.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Grid.Grains.Tests.Platform;

/// <summary>A platform that asks for the register's certificate, in a network with an authority of its own.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private readonly MadeUpCertificates certificates = new();
    private string? shown;

    [Fact]
    public async Task Each_shows_the_other_its_certificate()
    {
        await using var platform = await StartAsync(
            ("Grid:Platform:ClientCertificateFile", certificates.ClientFile),
            ("Grid:Platform:ClientCertificatePasswordFile", certificates.PasswordFile),
            ("Grid:Platform:AuthorityFile", certificates.AuthorityFile)
        );

        Assert.Equal("8", Assert.Single((await platform.DownloadAsync()).Items).Cursor);
        Assert.Equal(certificates.RegisterThumbprint, shown);
        await platform.UploadAsync();
    }

    /// <summary>The platform knows the root alone: without the authority between them it could not tell whose the certificate is.</summary>
    [Fact]
    public async Task The_register_sends_the_whole_chain_of_its_certificate()
    {
        await using var platform = await StartAsync(
            ("Grid:Platform:ClientCertificateFile", certificates.ChainFile),
            ("Grid:Platform:ClientCertificatePasswordFile", certificates.PasswordFile),
            ("Grid:Platform:AuthorityFile", certificates.AuthorityFile)
        );
        Assert.Single((await platform.DownloadAsync()).Items);
        Assert.Equal(certificates.RegisterBehindThumbprint, shown);
    }

    [Fact]
    public async Task Without_its_certificate_the_register_is_not_let_in()
    {
        await using var platform = await StartAsync(("Grid:Platform:AuthorityFile", certificates.AuthorityFile));

        Assert.False((await Assert.ThrowsAsync<PlatformUnavailableException>(platform.DownloadAsync)).Rejected);
        Assert.False((await Assert.ThrowsAsync<PlatformUnavailableException>(platform.UploadAsync)).Rejected);
        Assert.Null(shown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_platform_for_which_nobody_vouches_hears_nothing(bool another)
    {
        (string, string)[] trust = another ? [("Grid:Platform:AuthorityFile", certificates.OtherAuthorityFile)] : [];
        await using var platform = await StartAsync([
            ("Grid:Platform:ClientCertificateFile", certificates.ClientFile),
            ("Grid:Platform:ClientCertificatePasswordFile", certificates.PasswordFile),
            .. trust,
        ]);

        await Assert.ThrowsAsync<PlatformUnavailableException>(platform.UploadAsync);
        Assert.Null(shown);
    }

    public void Dispose() => certificates.Dispose();

    private Task<CannedPlatform> StartAsync(params (string Name, string Value)[] settings) =>
        CannedPlatform.StartAsync(
            http =>
            {
                shown = http.Connection.ClientCertificate?.Thumbprint;
                return http.Response.WriteAsJsonAsync(
                    new
                    {
                        items = new object[]
                        {
                            new
                            {
                                cursor = "8",
                                fields = new { bae001 = "P-1" },
                                key = "exit:1",
                                accepted = true,
                            },
                        },
                        next = (string?)null,
                    }
                );
            },
            tls =>
            {
                tls.ServerCertificate = certificates.Server;
                tls.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                tls.CheckCertificateRevocation = false;
                tls.ClientCertificateValidation = (client, chain, _) => certificates.Vouches(client, chain);
            },
            settings
        );
}
