using System.Security.Cryptography;
using Grid.Silo.Hosting;
using Grid.Testing.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;

namespace Grid.Api.Tests.Hosting;

/// <summary>A register and a sandbox each refuse the database of the other, before they do anything in it.</summary>
public sealed class SandboxMarkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Each_takes_its_own(bool isMarked, bool isSandbox, bool starts)
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        if (isMarked)
        {
            await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
            await using var command = owner.CreateCommand($"CREATE SCHEMA {SandboxMark.Schema}");
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var home = Path.Combine(Path.GetTempPath(), "grid-mark-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["GRID_DATABASE"] = database.ApplicationConnectionString,
                    ["GRID_HOME"] = home,

                    // No setting makes a sandbox of a register.
                    ["GRID_SANDBOX"] = "true",
                    ["Grid:IsSandbox"] = "true",
                    ["IsSandbox"] = "true",
                }
            )
            .Build();
        var settings = GridSettings.Read(configuration, new HostingEnvironment { EnvironmentName = "Development" });
        Assert.False(settings.IsSandbox);
        try
        {
            if (starts)
            {
                await (await StartAsync()).DisposeAsync();
            }
            else
            {
                var refused = await Assert.ThrowsAsync<ConfigurationException>(StartAsync);
                Assert.Contains(isMarked ? "a sandbox's" : "a register's", refused.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }

        Task<StartChecks> StartAsync() => StartChecks.RunAsync(settings with { IsSandbox = isSandbox }, TimeProvider.System, Cancellation);
    }
}
