using Grid.Api.Applicants;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Applicants;

/// <summary>How many attempts a process keeps waiting, and for whom.</summary>
public sealed class PairGuardTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly PairGuard guard;

    public PairGuardTests() => guard = new PairGuard(new SlowPairs(), clock, NullLogger<PairGuard>.Instance);

    public void Dispose() => guard.Dispose();

    [Fact]
    public async Task An_attack_on_one_person_takes_no_places_from_others()
    {
        // Attempts run until they wait, because the fake answers at once.
        var attack = Enumerable.Range(0, PairGuard.MostWaitingForOne).Select(i => RunAsync(1, $"source-{i}")).ToList();
        Assert.All(attack, attempt => Assert.False(attempt.IsCompleted));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => RunAsync(1, "source-z"));
        Assert.Equal("too-many-requests", refused.Problem.Kind.Code);

        var other = RunAsync(2, "source-0");
        Assert.False(other.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("found", await other);
        Assert.All(await Task.WhenAll(attack), found => Assert.Equal("found", found));

        // Their places are free again.
        var next = RunAsync(1, "source-z");
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("found", await next);
    }

    private Task<string?> RunAsync(int person, string source) =>
        guard.RunAsync(
            new PairAttempt(
                new PersonId((UInt128)(ulong)person),
                ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42 + person),
                source
            ),
            () => Task.FromResult<string?>("found"),
            TestContext.Current.CancellationToken
        );

    /// <summary>Everybody waits three seconds.</summary>
    private sealed class SlowPairs : IFailedPairs
    {
        public Task<PairTurn> TakeTurnAsync(
            PairAttempt attempt,
            TimeSpan longest,
            DateTimeOffset now,
            CancellationToken cancellationToken
        ) => Task.FromResult(new PairTurn(TimeSpan.FromSeconds(3), Failed: false));

        public Task<int> FailedAsync(PairAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(1);

        public Task FittedAsync(PairAttempt attempt, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
