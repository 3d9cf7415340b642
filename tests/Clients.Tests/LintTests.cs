using Grid.Api.OpenApi;

namespace Grid.Clients.Tests;

/// <summary>Two independent judges of OpenAPI documents find no error in any that is served, and find one that is made.</summary>
[Collection(OneContract.Name)]
public sealed class LintTests(Contract contract)
{
    [Fact]
    public async Task Redocly_finds_no_error_by_its_recommended_rules()
    {
        var (code, said) = await RedoclyAsync([.. PublishedDocument.Addresses.Select(contract.FileOf)]);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Spectral_finds_no_error_by_its_rules_of_openapi()
    {
        var (code, said) = await SpectralAsync([contract.FileOf(GridOpenApi.Address), contract.FileOf(GridOpenApi.NewerAddress)]);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Both_find_an_address_whose_parameter_is_not_described()
    {
        var broken = Path.Combine(contract.Folder("broken"), "openapi.json");
        await File.WriteAllTextAsync(
            broken,
            """
            {
              "openapi": "3.0.4", "info": { "title": "x", "version": "1" }, "servers": [ { "url": "/" } ], "security": [],
              "paths": { "/v1/persons/{personId}": { "get": { "operationId": "read", "summary": "x", "responses": {
                "200": { "description": "x" }, "404": { "description": "x" } } } } }
            }
            """,
            TestContext.Current.CancellationToken
        );
        Assert.NotEqual(0, (await RedoclyAsync([broken])).Code);
        Assert.NotEqual(0, (await SpectralAsync([broken])).Code);
    }

    private static Task<(int Code, string Said)> RedoclyAsync(IReadOnlyList<string> files) =>
        Contract.TryAsync(
            Path.Combine(Contract.Generators, "node_modules/.bin/redocly"),
            Contract.Generators,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["REDOCLY_TELEMETRY"] = "off",
                ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
            },
            ["lint", "--config", "redocly.yaml", .. files]
        );

    private static Task<(int Code, string Said)> SpectralAsync(IReadOnlyList<string> files) =>
        Contract.TryAsync(
            Path.Combine(Contract.Generators, "node_modules/.bin/spectral"),
            Contract.Generators,
            new Dictionary<string, string>(StringComparer.Ordinal),
            ["lint", .. files, "--ruleset", ".spectral.yaml", "--fail-severity", "error"]
        );
}
