using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Licences;
using Grid.Grains.Systems;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Matters;
using Grid.Grains.Tests.Persons;
using Grid.MatterSimulator;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Licences;

/// <summary>Items for electronic licences, over the real outbox and the real way to a simulated platform.</summary>
public sealed class LicenceSendingTests(LicenceCluster cluster) : IClassFixture<LicenceCluster>
{
    private const string Waiting = "SELECT count(*) FROM matter_message WHERE kind = 'licence' AND sent_at IS NULL";

    private static readonly OutsideSystem[] Systems = [OutsideSystem.Licence];
    private static readonly SearchScope Everywhere = new(Given.Office, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ISystemOutbox Outbox => cluster.Service<ISystemOutbox>();

    private ILicences Known => cluster.Service<ILicences>();

    private DateOnly Today => ChinaTime.DateOf(cluster.Clock.GetUtcNow());

    [Fact]
    public async Task Each_event_arrives_once_in_effect_and_in_order_when_silos_send_at_once_and_answers_are_lost()
    {
        await using var way = await StartAsync();
        await way.FailAsync(
            new Faults(ErrorRate: 0.15, SilenceRate: 0.05, LostAnswerRate: 0.2, WrongSignatureRate: 0.1, WrongAnswerSignatureRate: 0.15)
        );
        var certificates = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var number = await cluster.RegisteredAsync();
            certificates.Add(await cluster.IssueAsync(number));
            (await cluster.Person(number).RevokeCertificate(Given.Clerk.Ask(new RevokeCertificate("遗失")))).Accepted();
            certificates.Add(await cluster.IssueAsync(number));
            (await cluster.Person(number).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        }

        for (var round = 0; round < 12; round++)
        {
            await Task.WhenAll(SendAsync(way), SendAsync(way));
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(31));
        }

        await way.FailAsync(new Faults());
        for (var last = 0; last < 4; last++)
        {
            await cluster.AdvanceAsync(TimeSpan.FromHours(2));
            await SendAsync(way);
        }

        Assert.Equal(0, await cluster.ScalarAsync<long>(Waiting));
        Assert.Equal(certificates.Order(StringComparer.Ordinal), way.Licences.All().Select(one => one.Certificate));
        foreach (var (certificate, which) in certificates.Select((one, i) => (one, i)))
        {
            string[] expected = which % 2 == 0 ? ["issued", "revoked"] : ["issued", "ended"];
            Assert.Equal(expected, way.Licences.Find(certificate)!.Events);
        }

        Assert.Contains(way.Licences.Items, item => item.Value.Times > 1);
        Assert.Equal(6, await cluster.ScalarAsync<long>("SELECT count(*) FROM licence WHERE state = 'ended'"));
    }

    [Fact]
    public async Task A_process_that_dies_after_sending_sends_again_under_the_same_identifier()
    {
        await using var way = await StartAsync();
        var certificate = await cluster.IssueAsync(await cluster.RegisteredAsync());
        await SendAsync(way, new MarksNothing(Outbox));
        Assert.Equal(1, await cluster.ScalarAsync<long>(Waiting));

        // What the dead process had leased comes free when the lease runs out.
        await SendAsync(way);
        Assert.Equal(1, await cluster.ScalarAsync<long>(Waiting));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        await SendAsync(way);
        Assert.Equal(0, await cluster.ScalarAsync<long>(Waiting));
        Assert.Equal(2, Assert.Single(way.Licences.Items).Value.Times);
        Assert.Equal(["issued"], way.Licences.Find(certificate)!.Events);
    }

    [Fact]
    public async Task A_certificate_that_is_replaced_while_its_first_item_waits_arrives_before_the_one_that_takes_its_place()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(ErrorRate: 1));
        var number = await cluster.RegisteredAsync();
        var first = await cluster.IssueAsync(number);
        await SendAsync(way);
        await cluster.AdvanceAsync(TimeSpan.FromDays(1));
        var second = await cluster.IssueAsync(number);
        await way.FailAsync(new Faults());
        await SendAsync(way);
        await SendAsync(way);
        Assert.Equal(("replaced", "valid"), (way.Licences.Find(first)!.Status, way.Licences.Find(second)!.Status));
        Assert.Equal(["issued"], way.Licences.Find(first)!.Events);
        Assert.Equal(["replaced"], way.Licences.Find(second)!.Events);
        var holder = way.Licences.Find(second)!.Holder!.Value;
        Assert.Equal(
            ("测试甲", "citizenNumber", number.Value),
            (holder.GetProperty("name").GetString(), holder.GetProperty("numberKind").GetString(), holder.GetProperty("number").GetString())
        );
    }

    [Fact]
    public async Task A_rejected_item_holds_back_the_later_ones_until_an_operator_sends_it_again_or_settles_it()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(RejectionRate: 1));
        var (one, other) = (await cluster.RegisteredAsync(), await cluster.RegisteredAsync());
        var (again, settled) = (await cluster.IssueAsync(one), await cluster.IssueAsync(other));
        await SendAsync(way);
        await way.FailAsync(new Faults());
        (await cluster.Person(one).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        (await cluster.Person(other).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        await SendAsync(way);
        Assert.Empty(way.Licences.All());
        var given = (await Outbox.GivenUpAsync(Systems, Everywhere, new PageRequest(200, null), Cancellation)).Items;
        Assert.Equal(["rejected: made-up", "rejected: made-up"], given.Select(item => item.Reason));
        Assert.Empty(
            (await Outbox.GivenUpAsync(Systems, new SearchScope(Given.OtherOffice, null), new PageRequest(9, null), Cancellation)).Items
        );
        Assert.Empty((await Outbox.GivenUpAsync([OutsideSystem.Benefit], Everywhere, new PageRequest(9, null), Cancellation)).Items);

        var now = cluster.Clock.GetUtcNow();
        Assert.True(await Outbox.ResendAsync(given[0].Id, Systems, Everywhere, now, null, Cancellation));
        Assert.False(await Outbox.SettleAsync(given[0].Id, Systems, Everywhere, true, "op", now, null, Cancellation));
        Assert.True(await Outbox.SettleAsync(given[1].Id, Systems, Everywhere, true, "op", now, null, Cancellation));
        Assert.False(await Outbox.SettleAsync(given[1].Id, Systems, Everywhere, true, "op", now, null, Cancellation));
        await SendAsync(way);
        await SendAsync(way);
        Assert.Equal(["issued", "ended"], way.Licences.Find(again)!.Events);

        // The platform has the other one by hand, as the operator says; here it does not, and rejects the end of what it does not know.
        Assert.Null(way.Licences.Find(settled));
        var left = Assert.Single((await Outbox.GivenUpAsync(Systems, Everywhere, new PageRequest(9, null), Cancellation)).Items);
        Assert.Equal(("ended", "rejected: unknown-licence"), (left.About, left.Reason));
        Assert.True(await Outbox.SettleAsync(left.Id, Systems, Everywhere, false, "op", now, null, Cancellation));
        Assert.Equal(0, await cluster.ScalarAsync<long>(Waiting));
        Assert.Equal(
            2,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM matter_message WHERE settled_by = 'op' AND length(content) = 0")
        );
    }

    [Fact]
    public async Task Nothing_personal_waits_in_the_clear()
    {
        await using var way = await StartAsync();
        var number = await cluster.RegisteredAsync();
        await cluster.IssueAsync(number);
        var rows = await cluster.ScalarAsync<string>(
            "SELECT string_agg(m::text || encode(content, 'escape'), ' ') FROM matter_message AS m WHERE person_id = $1",
            cluster.Id(number).ToGuid()
        );
        foreach (var word in (string[])[number.Value, "测试甲"])
            Assert.DoesNotContain(word, rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_compared_and_what_the_platform_lost_is_sent_again()
    {
        await using var way = await StartAsync();
        var (kept, lost) = (await cluster.RegisteredAsync(), await cluster.RegisteredAsync());
        var (here, gone) = (await cluster.IssueAsync(kept), await cluster.IssueAsync(lost));
        var forgotten = await cluster.IssueAsync(await cluster.RegisteredAsync());
        await SendAsync(way);
        way.Licences.Lose(gone);
        way.Licences.Lose(forgotten);
        await cluster.ExecuteAsync("DELETE FROM matter_message WHERE matter = $1", forgotten.Split('-')[0]);
        var day = Today;

        // The day is not over, and then just over: nothing is compared yet.
        Assert.Equal(0, await Comparing(way).CompareDueAsync(Cancellation));
        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)) + TimeSpan.FromMinutes(90));
        Assert.Equal(0, await Comparing(way).CompareDueAsync(Cancellation));
        await cluster.AdvanceAsync(TimeSpan.FromHours(1));

        // A platform that does not answer, or whose answer is not its own, is asked again.
        await way.FailAsync(new Faults(WrongAnswerSignatureRate: 1));
        await Assert.ThrowsAsync<LicencesUnavailableException>(() => Comparing(way).CompareDueAsync(Cancellation));
        await way.FailAsync(new Faults());
        Assert.Equal(1, await Comparing(way).CompareDueAsync(Cancellation));
        Assert.Equal(0, await Comparing(way).CompareDueAsync(Cancellation));
        var found = (await Known.DaysAsync(new PageRequest(10, null), Cancellation)).Items[0];
        Assert.Equal((day, 1), (found.Day, found.There));
        Assert.Equal(
            new[]
            {
                new LicenceDifference(gone, "missingThere", null, "valid", "sentAgain"),
                new LicenceDifference(forgotten, "missingThere", null, "valid", null),
            }.OrderBy(one => one.Certificate, StringComparer.Ordinal),
            found.Differences.OrderBy(one => one.Certificate, StringComparer.Ordinal)
        );
        await SendAsync(way);
        Assert.Equal(("valid", "valid"), (way.Licences.Find(here)!.Status, way.Licences.Find(gone)!.Status));

        // Something else there, and a stranger: an operator must look. What is on its way is no difference.
        (await cluster.Person(kept).RecordExit(Given.Clerk.Ask(Given.Hired(Today)))).Accepted();
        Assert.True(CertificateNumber.TryParse(here, out var waiting) & CertificateNumber.TryParse(gone, out var other));
        var stranger = other with { Serial = 9 };
        Assert.Equal(
            [(gone, "differs", null), (stranger.ToString(), "unknownHere", (string?)null)],
            (
                await Known.CompareAsync(
                    Today,
                    [
                        new LicenceThere(waiting, CertificateState.Revoked),
                        new LicenceThere(other, CertificateState.Revoked),
                        new LicenceThere(stranger, CertificateState.Valid),
                    ],
                    cluster.Clock.GetUtcNow(),
                    Cancellation
                )
            ).Select(one => (one.Certificate, one.Difference, one.Settled))
        );

        // Of what no item is kept, a backfill tells the platform.
        Assert.Null(way.Licences.Find(forgotten));
        await Known.StartBackfillAsync("op", cluster.Clock.GetUtcNow(), null, Cancellation);
        while (await Known.StepBackfillAsync(100, cluster.Clock.GetUtcNow(), Cancellation)) { }
        await SendAsync(way);
        Assert.Equal("valid", way.Licences.Find(forgotten)!.Status);
    }

    private async Task<MatterWay> StartAsync()
    {
        foreach (var table in (string[])["matter_message", "matter_difference", "licence", "licence_day", "licence_backfill"])
            await cluster.ExecuteAsync("DELETE FROM " + table);

        return await MatterWay.StartAsync(cluster.Clock);
    }

    private LicenceComparing Comparing(MatterWay way) => new(Known, [way.Transport], Options.Create(new LicenceOptions()), cluster.Clock);

    private Task SendAsync(MatterWay way, ISystemOutbox? outbox = null) => cluster.SendAsync(way, outbox);
}
