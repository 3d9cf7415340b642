using Grid.Grains.Interfaces.Operations;
using Grid.Storage.Operations;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Operations;

/// <summary>What silos write down of themselves, and how near reminders are.</summary>
public sealed class ClusterTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_s_last_report_stands_beside_its_row_and_not_beside_its_predecessor_s()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        var cluster = new Cluster(source);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            INSERT INTO orleans_membership_version (deployment_id) VALUES ('grid');
            INSERT INTO orleans_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
            SELECT 'grid', '127.0.0.1', 1, n, 'one', 'machine', status, 0, now() - age, now() - quiet
            FROM (VALUES (1, 6, interval '3 hours', interval '2 hours'), (2, 3, interval '1 hour', interval '2 minutes'), (3, 6, interval '9 days', interval '8 days')) AS v(n, status, age, quiet)
            """
        );
        var at = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        var report = new SiloReport(
            "one",
            at,
            "1.0",
            [new("PersonGrain", 5)],
            new(3.5, 1.25, 0),
            [new("writes", 2, 12.5, 40, 3.5, 7)],
            new(1, 128, 0.5, 0)
        );
        await cluster.ReportAsync(report with { Version = "0.9" }, Cancellation);
        await cluster.ReportAsync(report, Cancellation);

        var silos = await cluster.SilosAsync(Cancellation);
        Assert.Equal(
            [("active", true, true), ("dead", false, false)],
            silos.Select(silo => (silo.Status, silo.Silent, silo.Report is not null))
        );
        Assert.Equivalent(report, silos[0].Report, strict: true);

        await cluster.ReportAsync(report with { Silo = "two", At = at.AddDays(2) }, Cancellation);
        Assert.All(await cluster.SilosAsync(Cancellation), silo => Assert.Null(silo.Report));
    }

    [Fact]
    public async Task Reminders_are_counted_by_their_moment()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
            SELECT 'grid', kind || '/' || n, 'duty', timestamptz '2026-11-22 10:00Z' + minutes * interval '1 minute', 900000, n
            FROM (VALUES ('person', 1, -20), ('person', 2, -10), ('person', 3, -1), ('person', 4, 5), ('person', 5, 60), ('person', 6, 3000), ('calendar', 7, -3000)) AS v(kind, n, minutes)
            """
        );
        Assert.Equal(
            new ReminderFigures(1, 2, 1, 2),
            await new Cluster(source).RemindersAsync(DateTimeOffset.Parse("2026-11-22T10:00Z", null), Cancellation)
        );
    }
}
