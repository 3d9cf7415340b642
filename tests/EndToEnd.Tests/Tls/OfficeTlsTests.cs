using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>The API's own TLS: a certificate from files, as docs/operations.md says.</summary>
public sealed class OfficeTlsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Offices_are_served_with_the_certificate_of_the_files()
    {
        var test = TestContext.Current.CancellationToken;
        using var home = new GridHome();
        using var authority = new TestAuthority(Path.Combine(home.Folder, "tls"));
        authority.Issue();
        var (plain, tls) = (FreePorts.Take(), FreePorts.Take());
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, plain)
            {
                Variables = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["GRID_URLS"] = $"http://127.0.0.1:{plain};https://127.0.0.1:{tls}",
                    ["Kestrel__Certificates__Default__Path"] = authority.File("grid.crt"),
                    ["Kestrel__Certificates__Default__KeyPath"] = authority.File("grid.key"),
                },
            },
            test
        );

        // The name is compared too: the certificate must be the one of the files, for this address.
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = authority.ChainPolicy() } };
        using var office = new HttpClient(handler);
        using var answer = await office.GetAsync(new Uri($"https://127.0.0.1:{tls}/health/ready"), test);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
