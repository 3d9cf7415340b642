using Grid.SmsSimulator;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Grains.Tests.Notices;

/// <summary>A gateway that keeps failing is not called for a while, and then tried again.</summary>
public sealed class CircuitTests
{
    private const int Enough = 20;
    private const string NotAsked = "gateway not asked: it failed too often";

    private static readonly TimeSpan Break = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private int sent;

    [Fact]
    public async Task The_circuit_opens_after_failures_and_closes_when_the_gateway_is_well_again()
    {
        await using var gateway = await Gateway.StartAsync(clock);
        await gateway.FailAsync(new Faults(ErrorRate: 1));
        for (var i = 0; i < Enough; i++)
            Assert.Equal("gateway 503", await SendAsync(gateway));
        Assert.Equal(Enough, gateway.Taken.Requests);

        // Open: the gateway is not called even when it is healthy, and the outbox sees a temporary failure.
        await gateway.FailAsync(new Faults());
        Assert.Equal(NotAsked, await SendAsync(gateway));
        clock.Advance(Break - TimeSpan.FromMilliseconds(1));
        Assert.Equal(NotAsked, await SendAsync(gateway));
        Assert.Equal(Enough, gateway.Taken.Requests);

        // After the break one call is let through; it fails, so the circuit opens again.
        await gateway.FailAsync(new Faults(ErrorRate: 1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("gateway 503", await SendAsync(gateway));
        Assert.Equal(NotAsked, await SendAsync(gateway));
        Assert.Equal(Enough + 1, gateway.Taken.Requests);

        // Healthy again: the call that is let through closes the circuit for all.
        await gateway.FailAsync(new Faults());
        clock.Advance(Break);
        for (var i = 0; i < 3; i++)
            Assert.Null(await SendAsync(gateway));
        Assert.Equal(3, gateway.Taken.All().Count);
    }

    [Fact]
    public async Task Some_failures_among_many_good_answers_open_nothing()
    {
        await using var gateway = await Gateway.StartAsync(clock);
        await gateway.FailAsync(new Faults(ErrorRate: 0.4));
        for (var i = 0; i < 3 * Enough; i++)
            Assert.NotEqual(NotAsked, await SendAsync(gateway));
        Assert.Equal(3 * Enough, gateway.Taken.Requests);
    }

    private async Task<string?> SendAsync(Gateway gateway)
    {
        var result = await gateway.Sender.SendAsync($"key-{sent++}", "13800000001", "text", TestContext.Current.CancellationToken);
        Assert.False(result.Permanent);
        return result.Error;
    }
}
