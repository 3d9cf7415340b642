using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Matters;
using Grid.Grains.Tests.Persons;

namespace Grid.Grains.Tests.Licences;

/// <summary>Certificates from before electronic licences were turned on.</summary>
public sealed class LicenceBackfillTests(LicenceCluster cluster) : IClassFixture<LicenceCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILicences Known => cluster.Service<ILicences>();

    private DateOnly Today => ChinaTime.DateOf(cluster.Clock.GetUtcNow());

    [Fact]
    public async Task A_backfill_tells_the_platform_what_it_does_not_know_and_goes_on_where_it_was_interrupted()
    {
        await using var way = await MatterWay.StartAsync(cluster.Clock);
        var numbers = new List<IdentityNumber>();
        var certificates = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            numbers.Add(await cluster.RegisteredAsync());
            certificates.Add(await cluster.IssueAsync(numbers[i]));
        }

        await cluster.SendAsync(way);
        (await cluster.Person(numbers[1]).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        (await cluster.Person(numbers[2]).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();

        // As if the port had been off: of 0 and 2 the platform knows nothing; of 1 not that it ended; 3 and 4 it knows.
        await cluster.ExecuteAsync("DELETE FROM matter_message");
        foreach (var unknown in (int[])[0, 2])
            await cluster.ExecuteAsync("DELETE FROM licence WHERE certificate = $1", certificates[unknown]);

        Assert.Null(await Known.BackfillAsync(Cancellation));
        Assert.False(await Known.StepBackfillAsync(2, cluster.Clock.GetUtcNow(), Cancellation));
        await Known.StartBackfillAsync("op", cluster.Clock.GetUtcNow(), null, Cancellation);
        Assert.True(await Known.StepBackfillAsync(2, cluster.Clock.GetUtcNow(), Cancellation));
        var begun = (await Known.BackfillAsync(Cancellation))!;
        Assert.Equal((2L, (DateTimeOffset?)null), (begun.Walked, begun.EndedAt));

        // Ordered again while it runs, it goes on; and what a person's own commit writes meanwhile is not written twice.
        await Known.StartBackfillAsync("other", cluster.Clock.GetUtcNow(), null, Cancellation);
        (await cluster.Person(numbers[4]).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        while (await Known.StepBackfillAsync(2, cluster.Clock.GetUtcNow(), Cancellation)) { }
        var over = (await Known.BackfillAsync(Cancellation))!;
        Assert.Equal(("op", 2L), (over.OrderedBy, over.Made));
        Assert.NotNull(over.EndedAt);
        Assert.Equal([(certificates[0], "issued"), (certificates[1], "ended"), (certificates[4], "ended")], await ItemsAsync(certificates));
        way.Licences.Lose(certificates[0]);
        await cluster.SendAsync(way);
        Assert.Equal("ended", way.Licences.Find(certificates[1])!.Status);
        Assert.Equal(["issued"], way.Licences.Find(certificates[0])!.Events);

        // Once more: there is nothing left to tell.
        await Known.StartBackfillAsync("op", cluster.Clock.GetUtcNow(), null, Cancellation);
        while (await Known.StepBackfillAsync(3, cluster.Clock.GetUtcNow(), Cancellation)) { }
        Assert.Equal(0, (await Known.BackfillAsync(Cancellation))!.Made);
    }

    /// <summary>What waits, by certificate, in the order of writing for each.</summary>
    private async Task<IReadOnlyList<(string Certificate, string About)>> ItemsAsync(IReadOnlyList<string> certificates)
    {
        var items = new List<(string, string)>();
        foreach (var certificate in certificates)
        {
            var about = await cluster.ScalarAsync<string[]>(
                "SELECT coalesce(array_agg(about ORDER BY id), ARRAY[]::text[]) FROM matter_message WHERE kind = 'licence' AND matter = $1 AND sent_at IS NULL",
                certificate.Split('-')[0]
            );
            items.AddRange(about.Select(one => (certificate, one)));
        }

        return items;
    }
}
