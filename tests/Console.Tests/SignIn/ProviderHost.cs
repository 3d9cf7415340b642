using Grid.Console.Hosting;
using Grid.Console.SignIn;
using Grid.Console.Tests.Hosts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Console.Tests.SignIn;

/// <summary>A host whose people sign in at an identity provider, and leave their sessions alone by a clock that the test moves.</summary>
public sealed class ProviderHost : PagesHost
{
    public MadeUpProvider Provider { get; } = new();

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

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

    protected override void Adjust(WebApplicationBuilder builder)
    {
        base.Adjust(builder);
        builder.Services.AddSingleton(provider => new IdleSessions(Clock, provider.GetRequiredService<IOptions<ConsoleOptions>>()));
    }

    protected override async ValueTask PrepareAsync() => await Provider.StartAsync();
}
