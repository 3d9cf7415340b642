using Grid.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Grid.Grains.Tests.Host;

/// <summary>Production starts nothing whose connections leave the machine unprotected; development may.</summary>
public sealed class ProtectionTests
{
    private const string Here = "Host=localhost;Username=grid_app;Database=grid";

    [Theory]
    [InlineData("Grid__Cluster__CertificateFile", "GRID_SILO_ADDRESS", "10.1.2.11")]
    [InlineData("Grid__Cluster__CertificateFile", "GRID_SILO_ADDRESS", "::")]
    [InlineData("Grid__Cluster__CertificateFile", "GRID_ROLE", "api", "GRID_URLS", "http://*:5080")]
    [InlineData("Grid__Cluster__CertificateFile", "GRID_ROLE", "api", "GRID_URLS", "http://127.0.0.1:5080;http://0.0.0.0:5081")]
    [InlineData("Grid__Cluster__CertificateFile", "GRID_ROLE", "api", "GRID_DATABASE", "Host=db;Username=a;SSL Mode=VerifyFull")]
    [InlineData("VerifyFull", "GRID_DATABASE", "Host=10.1.2.3;Username=a")]
    [InlineData("VerifyFull", "GRID_DATABASE", "Host=db.example;Username=a;SSL Mode=VerifyCA")]
    [InlineData("VerifyFull", "GRID_DATABASE", "Host=localhost,standby:5433;Username=a;SSL Mode=Require")]
    [InlineData("VerifyFull", "GRID_DATABASE", "Host=localhost.example;Username=a")]
    [InlineData("GRID_PLATFORM_URL", "GRID_PLATFORM_URL", "http://platform.example")]
    [InlineData("GRID_PLATFORM_URL", "Grid:Platform:BaseAddress", "HTTP://10.0.0.5/a")]
    [InlineData("GRID_SMS_URL", "GRID_SMS_URL", "http://sms:5095")]
    [InlineData("GRID_SMS_URL", "Grid:Sms:BaseAddress", "http://127.0.0.1.example")]
    [InlineData("GRID_BENEFIT_URL", "GRID_BENEFIT_URL", "http://benefit.example/claims")]
    [InlineData("GRID_HARDSHIP_URL", "Grid:Matters:Hardship:Address", "http://10.0.0.6/claims")]
    [InlineData("GRID_LICENCE_URL", "GRID_LICENCE_URL", "http://licence.example/items")]
    [InlineData("GRID_LICENCE_URL", "Grid:Licences:Platform:Address", "http://10.0.0.7/items")]
    [InlineData("Grid:Api:Authority", "Grid:Api:Authority", "http://identity.example")]
    [InlineData("Grid:Matching:Pulls:death:Address", "Grid:Matching:Pulls:death:Address", "http://10.0.0.5/newest.csv")]
    public void What_leaves_the_machine_unprotected_is_refused_and_the_setting_named(string named, params string[] pairs)
    {
        var error = Assert.Throws<ConfigurationException>(() => Ensure(Environments.Production, pairs));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(error));
        Ensure(Environments.Development, pairs);
    }

    [Theory]
    [InlineData]
    [InlineData("GRID_DATABASE", "Host=/run/postgresql;Username=a")]
    [InlineData("GRID_DATABASE", "Host=127.0.0.1,[::1]:5433,localhost:5434;Username=a")]
    [InlineData("GRID_DATABASE", "Host=10.1.2.3,db;Username=a;SSL Mode=VerifyFull")]
    [InlineData("GRID_URLS", "http://0.0.0.0:5080")]
    [InlineData("GRID_ROLE", "api", "GRID_URLS", "http://127.0.0.1:5080;http://[::1]:5080;http://localhost:5081")]
    [InlineData("GRID_PLATFORM_URL", "https://platform.example", "GRID_SMS_URL", "http://127.0.0.1:5095")]
    [InlineData("GRID_PLATFORM_URL", "not an address")]
    public void What_stays_on_the_machine_or_is_proven_may_start(params string[] pairs) => Ensure(Environments.Production, pairs);

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_and_no_password_with_it()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            Ensure(
                Environments.Production,
                "GRID_SILO_ADDRESS",
                "10.1.2.11",
                "GRID_DATABASE",
                "Host=db;Username=a;Password=secret-word",
                "GRID_PLATFORM_URL",
                "http://user:secret-word@platform.example/x"
            )
        );
        Assert.All(["GRID_SILO_ADDRESS", "GRID_DATABASE", "GRID_PLATFORM_URL"], name =>
            Assert.Contains(name, error.Message, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("secret-word", error.Message, StringComparison.Ordinal);
    }

    private static void Ensure(string environment, params string[] pairs)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["GRID_DATABASE"] = Here };
        foreach (var pair in pairs.Chunk(2))
            values[pair[0]] = pair[1];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        ProtectionCheck.Ensure(GridSettings.Read(configuration, new Of(environment)), configuration);
    }

    private sealed class Of(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
