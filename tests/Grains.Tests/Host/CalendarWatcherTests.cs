using Grid.Domain.Calendar;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Silo.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Host;

/// <summary>What operators loaded is taken over by each process; what does not fit never is.</summary>
public sealed class CalendarWatcherTests : IDisposable
{
    private static readonly CalendarYear Shipped = CalendarTables.LoadEmbedded().Find(CalendarYear.Root, 2026)!;
    private static readonly CalendarYear Longer = Shipped with { Off = [.. Shipped.Off.Append(new DateOnly(2026, 3, 4)).Order()] };

    /// <summary>A region's table of a year that the country has none for.</summary>
    private static readonly CalendarYear Orphan = new("36", 2098, CalendarStatus.Provisional, null, "无", [new DateOnly(2098, 1, 1)], []);

    private readonly ReferenceData data = new(ReferenceFiles.Load(folder: null));
    private readonly Tables stored = new();
    private readonly Lines log = new();
    private readonly CalendarWatcher watcher;

    public CalendarWatcherTests() =>
        watcher = new CalendarWatcher(stored, data, Options.Create(new CalendarOptions()), TimeProvider.System, log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => watcher.Dispose();

    [Fact]
    public async Task A_loaded_table_stands_before_the_shipped_one_and_is_read_once()
    {
        stored.Put(Longer);
        await watcher.LookAsync(Cancellation);
        await watcher.LookAsync(Cancellation);
        Assert.False(data.Calendars.Country.IsWorkingDay(new DateOnly(2026, 3, 4)));
        Assert.Equal(1, stored.Reads);
        Assert.Equal([LogLevel.Information], log.Levels);
    }

    [Fact]
    public async Task A_bad_table_is_refused_the_version_in_force_stays_and_it_is_told_once()
    {
        stored.Put(Longer);
        await watcher.LookAsync(Cancellation);
        var inForce = data.Calendars;

        stored.Put(Longer, Orphan);
        await watcher.LookAsync(Cancellation);
        await watcher.LookAsync(Cancellation);
        Assert.Same(inForce, data.Calendars);
        Assert.Equal([LogLevel.Information, LogLevel.Error], log.Levels);
        Assert.Contains("2098", log.Texts[^1], StringComparison.Ordinal);

        // It does not block other data files, nor the next good table.
        data.Replace(ReferenceFiles.Load(folder: null));
        Assert.False(data.Calendars.Country.IsWorkingDay(new DateOnly(2026, 3, 4)));
        stored.Put(Shipped);
        await watcher.LookAsync(Cancellation);
        Assert.True(data.Calendars.Country.IsWorkingDay(new DateOnly(2026, 3, 4)));
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_is_asked_again()
    {
        stored.Put(Longer);
        stored.Fails = true;
        await watcher.LookAsync(Cancellation);
        Assert.True(data.Calendars.Country.IsWorkingDay(new DateOnly(2026, 3, 4)));
        stored.Fails = false;
        await watcher.LookAsync(Cancellation);
        Assert.False(data.Calendars.Country.IsWorkingDay(new DateOnly(2026, 3, 4)));
        Assert.Equal([LogLevel.Warning, LogLevel.Information], log.Levels);
    }

    private sealed class Tables : ICalendarStore
    {
        private IReadOnlyList<CalendarYear> tables = [];
        private long version;

        public int Reads { get; private set; }

        public bool Fails { get; set; }

        public void Put(params CalendarYear[] next) => (tables, version) = (next, version + 1);

        public Task<IReadOnlyList<CalendarYear>> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Fails ? throw new StoreUnavailableException("gone") : Task.FromResult(tables);
        }

        public Task<long> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(version);

        public Task StoreAsync(
            CalendarYear table,
            string by,
            DateTimeOffset at,
            CommandReceipt? receipt,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException("A watcher stores nothing.");
    }

    private sealed class Lines : ILogger<CalendarWatcher>
    {
        public List<LogLevel> Levels { get; } = [];

        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Levels.Add(logLevel);
            Texts.Add(formatter(state, exception));
        }
    }
}
