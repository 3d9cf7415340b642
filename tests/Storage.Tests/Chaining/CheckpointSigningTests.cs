using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Tests.Persons;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Chaining;

/// <summary>The worker of a silo: it signs at each interval, prints what it signed, and reports a log that went back.</summary>
public sealed class CheckpointSigningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_the_key_and_each_checkpoint_and_reports_a_log_that_went_back()
    {
        await using var scene = await ChainScene.StartAsync();
        var clock = new FakeTimeProvider(Sample.Now);
        var log = new LogLines();
        using var signing = new CheckpointSigning(
            scene.Register.Source,
            scene.Register.Secrets,
            Options.Create(new CheckpointOptions { Origin = "grid.example/36" }),
            clock,
            log
        );
        await signing.StartAsync(Cancellation);
        Assert.Contains("verifier key grid.example/36+", await log.NextAsync(Cancellation), StringComparison.Ordinal);

        await scene.WriteAsync(1, 2);
        clock.Advance(TimeSpan.FromMinutes(5));
        var printed = await log.NextAsync(Cancellation);
        var note = printed[(printed.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        Assert.Equal(2, CheckpointKey.Read(scene.Keys, note)!.Size);
        Assert.Equal(note, await CheckpointRun.LatestAsync(scene.Register.Source, Cancellation));

        await scene.OwnerAsync("DELETE FROM tree_checkpoint");
        await scene.OwnerAsync("DELETE FROM tree_leaf");
        clock.Advance(TimeSpan.FromMinutes(5));
        var gone = await log.NextAsync(Cancellation);
        Assert.Contains("is not stored any more", gone, StringComparison.Ordinal);
        Assert.EndsWith(note, gone, StringComparison.Ordinal);
        await signing.StopAsync(Cancellation);
    }

    private sealed class LogLines : ILogger<CheckpointSigning>
    {
        private readonly System.Threading.Channels.Channel<string> lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public ValueTask<string> NextAsync(CancellationToken cancellationToken) => lines.Reader.ReadAsync(cancellationToken);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Writer.TryWrite(formatter(state, exception));
    }
}
