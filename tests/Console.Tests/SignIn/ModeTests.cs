using Grid.Console.Hosting;
using Grid.Console.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grid.Console.Tests.SignIn;

/// <summary>Which sign-in a configuration gets, and which addresses it leads back to.</summary>
public sealed class ModeTests
{
    [Fact]
    public void Development_chooses_a_role() => Assert.Equal(ConsoleMode.Development, Mode(("GRID_ENVIRONMENT", "Development")));

    [Fact]
    public void Production_has_no_pages_until_it_has_a_client() =>
        Assert.Equal(ConsoleMode.Off, Mode(("Grid:Api:Authority", "https://login.example")));

    [Fact]
    public void Production_signs_in_with_the_provider() =>
        Assert.Equal(
            ConsoleMode.Provider,
            Mode(("Grid:Api:Authority", "https://login.example"), ("Grid:Console:ClientId", "grid-console"))
        );

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Production", "https://login.example")]
    [InlineData("Development", "https://login.example")]
    public void The_development_sign_in_is_refused_in_production_and_beside_a_provider(string environment, string? authority) =>
        Assert.Throws<OptionsValidationException>(() =>
            Mode(("GRID_ENVIRONMENT", environment), ("Grid:Api:Authority", authority), ("Grid:Console:DevelopmentSignIn", "true"))
        );

    [Fact]
    public void A_secret_file_that_is_not_there_stops_the_start() =>
        Assert.Throws<OptionsValidationException>(() =>
            Mode(
                ("Grid:Api:Authority", "https://login.example"),
                ("Grid:Console:ClientId", "grid-console"),
                ("Grid:Console:ClientSecretFile", "/nowhere/secret")
            )
        );

    [Theory]
    [InlineData("/console/regions/360100?sort=new", "/console/regions/360100?sort=new")]
    [InlineData("/dashboard/", "/dashboard/")]
    [InlineData(null, "/console")]
    [InlineData("", "/console")]
    [InlineData("https://elsewhere.example/console", "/console")]
    [InlineData("//elsewhere.example/console", "/console")]
    [InlineData("/consoleX", "/console")]
    [InlineData("/v1/board", "/console")]
    [InlineData("/console/\\elsewhere", "/console")]
    [InlineData("/console/\r\nLocation:x", "/console")]
    public void A_way_back_leads_to_these_pages_only(string? asked, string given) => Assert.Equal(given, PagesSignIn.Local(asked));

    private static ConsoleMode Mode(params (string Key, string? Value)[] settings) =>
        ConsoleModes.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal))
                .Build()
        );
}
