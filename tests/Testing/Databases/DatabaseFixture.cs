using Xunit;

namespace Grid.Testing.Databases;

/// <summary>
/// A fresh database for a test class (<c>IClassFixture&lt;DatabaseFixture&gt;</c>) or a collection of them
/// (<c>ICollectionFixture&lt;DatabaseFixture&gt;</c>), dropped after its last test.
/// </summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private TestDatabase? database;

    /// <summary>The database.</summary>
    public TestDatabase Database => database ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <inheritdoc cref="TestDatabase.OwnerConnectionString"/>
    public string OwnerConnectionString => Database.OwnerConnectionString;

    /// <inheritdoc cref="TestDatabase.ApplicationConnectionString"/>
    public string ApplicationConnectionString => Database.ApplicationConnectionString;

    /// <summary>Makes the database.</summary>
    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);

    /// <summary>Drops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }
}
