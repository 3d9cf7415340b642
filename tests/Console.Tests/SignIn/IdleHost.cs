using Grid.Console.Hosting;
using Grid.Console.SignIn;
using Grid.Console.Tests.Hosts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Console.Tests.SignIn;

/// <summary>A host whose sessions are left alone by a clock that the test moves.</summary>
public sealed class IdleHost : PagesHost
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override void Adjust(WebApplicationBuilder builder)
    {
        base.Adjust(builder);
        builder.Services.AddSingleton(provider => new IdleSessions(Clock, provider.GetRequiredService<IOptions<ConsoleOptions>>()));
    }
}
