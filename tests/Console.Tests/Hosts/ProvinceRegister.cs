using Grid.Bench.Pages;
using Grid.Storage.Sealing;
using Grid.Testing;

namespace Grid.Console.Tests.Hosts;

/// <summary>A province's register, as far as pages show it: 100,000 persons in full size, to be looked at in the pictures.</summary>
public sealed class ProvinceRegister : PagesHost
{
    protected override async ValueTask PrepareAsync() =>
        await new RegisterLoad(
            Database.OwnerConnectionString,
            KeyFiles.Open(Path.Combine(Home, "secrets", "keys"), mayCreate: true),
            TimeProvider.System,
            _ => { }
        ).FillAsync(TestSize.Pick(small: 2_000, full: 100_000), TestContext.Current.CancellationToken);
}
