using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.SignIn;

/// <summary>A host whose people sign in at an identity provider.</summary>
public sealed class ProviderHost : PagesHost
{
    public MadeUpProvider Provider { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings, StringComparer.Ordinal)
        {
            ["Grid:Api:Authority"] = Provider.Address,
            ["Grid:Console:ClientId"] = MadeUpProvider.Client,
        };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }

    protected override async ValueTask PrepareAsync() => await Provider.StartAsync();
}
