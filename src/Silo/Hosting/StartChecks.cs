using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Silo.Clocks;
using Grid.Silo.Clustering;
using Grid.Silo.Reference;
using Grid.Storage;
using Grid.Storage.Calendars;
using Grid.Storage.Migrations;
using Grid.Storage.Reminders;
using Grid.Storage.Reorganising;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Silo.Hosting;

/// <summary>The checks before anything starts, and their results: database, keys, clock and data files.</summary>
public sealed class StartChecks : IAsyncDisposable
{
    private StartChecks(NpgsqlDataSource dataSource, RegisterSecrets secrets, DatabaseClock clock, ReferenceData reference) =>
        (DataSource, Secrets, Clock, Reference) = (dataSource, secrets, clock, reference);

    public NpgsqlDataSource DataSource { get; }

    public RegisterSecrets Secrets { get; }

    public DatabaseClock Clock { get; }

    public ReferenceData Reference { get; }

    /// <summary>
    /// Refuses, with a message of one line, a pooler that shares sessions, a schema that is not this build's, a sandbox's database, keys that are
    /// missing or not this database's, another cluster's database, one that hands reminders out too late, a clock that is not the database's, a moved
    /// clock in production, data files with mistakes or that would strand what offices hold, and a year without a calendar.
    /// </summary>
    public static async Task<StartChecks> RunAsync(GridSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var secrets = KeyFiles.Open(settings.KeyFolder, mayCreate: settings.IsDevelopment);
        var dataSource = RegisterDatabase.Open(settings.Database, source =>
        {
            source.Name = "grid";
            source.ConfigureTracing(tracing => tracing.EnableFirstResponseEvent(false));
        });
        try
        {
            await PoolerCheck.EnsureAsync(dataSource, cancellationToken);
            await SchemaVersionCheck.EnsureAsync(dataSource, cancellationToken);
            await SandboxMark.EnsureAsync(dataSource, settings.IsSandbox, cancellationToken);
            await RegisterKeyCheck.EnsureAsync(dataSource, secrets.RegisterKey, GridSettings.ServiceId, cancellationToken);
            await ClusterIdCheck.EnsureAsync(dataSource, settings.ClusterId, cancellationToken);
            if (settings.HasGrains)
            {
                var reminders = new ReminderOptions();
                ClusterSetup.Reminders(reminders);
                await ReminderWindowCheck.EnsureAsync(dataSource, reminders.ReminderLoadingWindow, cancellationToken);
            }

            var moved = await DatabaseClock.OpenAsync(dataSource, clock, cancellationToken);
            if (moved.Offset != TimeSpan.Zero && !settings.IsDevelopment)
            {
                throw new ConfigurationException(
                    $"数据库时钟有偏移，生产环境拒绝启动。The database's clock is moved by {moved.Offset}; in production it must be zero (table clock_offset)."
                );
            }

            await ClockDifference.EnsureAsync(dataSource, moved, cancellationToken);
            var reference = new ReferenceData(ReferenceFiles.Load(settings.DataFolder));
            reference.Load(await new CalendarStore(dataSource).ReadAsync(cancellationToken));
            CalendarAlarm.EnsureCovers(ChinaTime.DateOf(moved.GetUtcNow()), reference.Calendars.Tables);
            var held = await new CaseMoves(dataSource).HoldingsAsync(cancellationToken);
            StrandedCases.ThrowIfAny(reference.Offices, held.Offices, held.Leaves, ChinaTime.DateOf(moved.GetUtcNow()));
            return new StartChecks(dataSource, secrets, moved, reference);
        }
        catch
        {
            await dataSource.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
