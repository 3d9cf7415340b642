using System.Diagnostics.Metrics;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Grains.Interfaces.Persons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Grid.Api.Tests.Commands;

public sealed class GrainRetryTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider clock = new();
    private readonly GrainRetry calls;
    private readonly DateTimeOffset begin;
    private int made;

    public GrainRetryTests()
    {
        begin = clock.GetUtcNow();
        calls = new GrainRetry(Options.Create(new ApiOptions()), clock, services.GetRequiredService<IMeterFactory>());
    }

    public static TheoryData<Exception> Passing =>
        [
            new TimeoutException(),
            new SiloUnavailableException("gone"),
            new OutcomeUnknownException("lost"),
            new StoreUnavailableException("written elsewhere") { Passing = true },
        ];

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_call_whose_silo_is_gone_is_made_again(Exception failure)
    {
        Assert.Equal(7, await AnswerAsync(() => made < 3 ? throw failure : 7));
        Assert.Equal(3, made);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_at_once()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AnswerAsync(() => throw new StoreUnavailableException("away")));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task What_an_earlier_call_may_have_done_is_not_denied_by_a_later_one()
    {
        await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            AnswerAsync(() => made == 1 ? throw new TimeoutException() : throw new StoreUnavailableException("away"))
        );
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task It_gives_up_in_time()
    {
        await Assert.ThrowsAsync<SiloUnavailableException>(() => AnswerAsync(() => throw new SiloUnavailableException("gone")));
        Assert.InRange(clock.GetUtcNow() - begin, TimeSpan.FromSeconds(10), new ApiOptions().Timeout - TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_caller_that_went_away_ends_it()
    {
        using var gone = new CancellationTokenSource();
        var call = calls.RunAsync<int>(() => throw new TimeoutException(), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private async Task<int> AnswerAsync(Func<int> answer)
    {
        var call = calls.RunAsync(
            () =>
            {
                made++;
                return Task.FromResult(answer());
            },
            TestContext.Current.CancellationToken
        );
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await call;
    }
}
