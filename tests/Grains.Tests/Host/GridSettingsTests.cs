using Grid.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Grid.Grains.Tests.Host;

public sealed class GridSettingsTests
{
    private const string Database = "Host=localhost;Username=grid_app;Database=grid";

    [Fact]
    public void One_process_does_everything_unless_told_otherwise()
    {
        var settings = Read(("GRID_DATABASE", Database));
        Assert.True(settings is { Role: GridRole.All, HasGrains: true, HasApi: true, SiloPort: 0, GatewayPort: 0 });
        Assert.Equal("http://127.0.0.1:5080", settings.Urls);
    }

    [Theory]
    [InlineData("silo", true, false)]
    [InlineData("API", false, true)]
    public void Roles_are_read(string role, bool grains, bool api)
    {
        var settings = Read(("GRID_DATABASE", Database), ("Grid:Role", role));
        Assert.Equal((grains, api), (settings.HasGrains, settings.HasApi));
    }

    [Theory]
    [InlineData("GRID_DATABASE", "")]
    [InlineData("GRID_DATABASE", "nonsense")]
    [InlineData("Grid:Role", "everything")]
    [InlineData("Grid:Role", "7")]
    [InlineData("GRID_SILO_PORT", "-1")]
    [InlineData("GRID_GATEWAY_PORT", "65536")]
    [InlineData("GRID_SILO_ADDRESS", "not a name")]
    [InlineData("GRID_DATABASE_FILE", "/no/such/file")]
    [InlineData("GRID_DATABASE", "Host=a,b;Target Session Attributes=standby")]
    [InlineData("GRID_DATA", "/no/such/folder")]
    [InlineData("GRID_URLS", "127.0.0.1:5080")]
    [InlineData("GRID_URLS", "http://127.0.0.1:5080;ftp://127.0.0.1:21")]
    [InlineData("GRID_URLS", "http://127.0.0.1:none")]
    public void What_is_wrong_is_named(string name, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read(("GRID_DATABASE", Database), (name, value)));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(error));
    }

    [Fact]
    public void The_connection_string_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Database + "\n");
            Assert.Contains("Username=grid_app", Read(("GRID_DATABASE_FILE", file)).Database, StringComparison.Ordinal);
            Assert.Throws<ConfigurationException>(() => Read(("GRID_DATABASE_FILE", file), ("GRID_DATABASE", Database)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Of_several_servers_the_primary_is_meant()
    {
        var settings = Read(("GRID_DATABASE", "Host=10.0.0.1,10.0.0.2;Username=grid_app;Database=grid"));
        Assert.Contains("Target Session Attributes=primary", settings.Database, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            "Target Session",
            Read(("GRID_DATABASE", Database + ";Target Session Attributes=primary")).Database,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public void The_silos_own_name_is_looked_up() =>
        Assert.Equal(System.Net.IPAddress.Loopback, Read(("GRID_DATABASE", Database), ("GRID_SILO_ADDRESS", "localhost")).SiloAddress);

    private static GridSettings Read(params (string Name, string Value)[] values)
    {
        var pairs = values.GroupBy(v => v.Name).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value));
        return GridSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), new Development());
    }

    private sealed class Development : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
