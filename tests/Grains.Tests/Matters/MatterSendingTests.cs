using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Matters;
using Grid.Grains.Systems;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Grains.Tests.Persons.Duties;
using Grid.MatterSimulator;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Grains.Tests.Matters;

/// <summary>Messages to the systems that decide matters, over the real outbox and the real way to simulated systems.</summary>
public sealed class MatterSendingTests(SpringCluster cluster) : IClassFixture<SpringCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly OutsideSystem[] Systems = [OutsideSystem.Benefit, OutsideSystem.Hardship];

    private ISystemOutbox Outbox => cluster.Service<ISystemOutbox>();

    [Fact]
    public async Task Each_claim_arrives_once_in_effect_when_silos_send_at_once_and_answers_are_lost()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(ErrorRate: 0.2, LostAnswerRate: 0.25, WrongSignatureRate: 0.1));
        var numbers = await SubmittedAsync(10);
        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(SendAsync(way), SendAsync(way));
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(31));
        }

        await way.FailAsync(new Faults());
        await cluster.AdvanceAsync(TimeSpan.FromHours(2));
        await SendAsync(way);

        Assert.Equal(2 * numbers.Length, way.Claims.All().Count);
        Assert.All(way.Claims.All(), claim => Assert.Equal(["claimed"], claim.Events));
        Assert.Contains(way.Claims.Messages, message => message.Value > 1);
        foreach (var number in numbers)
            Assert.All(await MattersAsync(number), matter => Assert.Equal(MatterState.Sent, matter.State));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM matter_message WHERE sent_at IS NULL"));
    }

    [Fact]
    public async Task A_process_that_dies_after_sending_sends_again_under_the_same_identifier()
    {
        await using var way = await StartAsync();
        var number = (await SubmittedAsync(1))[0];
        await SendAsync(way, new MarksNothing(Outbox));
        Assert.Equal(2, await cluster.ScalarAsync<long>("SELECT count(*) FROM matter_message WHERE sent_at IS NULL"));

        // What the dead process had leased comes free when the lease runs out.
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        await SendAsync(way);
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM matter_message WHERE sent_at IS NULL"));
        Assert.All(way.Claims.Messages, message => Assert.Equal(2, message.Value));
        Assert.All(await MattersAsync(number), matter => Assert.Equal(["claimed"], way.Find(matter)!.Events));
    }

    [Fact]
    public async Task No_message_overtakes_an_earlier_one_of_its_matter()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(ErrorRate: 1));
        var number = (await SubmittedAsync(1))[0];
        var benefit = (await MattersAsync(number))[0];
        await SendAsync(way);
        (await cluster.Person(number).WithdrawMatter(Given.Clerk.Ask(new WithdrawMatter(benefit.Number)))).Accepted();
        await SendAsync(way);
        await way.FailAsync(new Faults());
        await SendAsync(way);
        Assert.Null(way.Find(benefit));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        await SendAsync(way);
        await SendAsync(way);
        Assert.Equal(["claimed", "withdrawn"], way.Find(benefit)!.Events);
    }

    [Fact]
    public async Task A_system_that_cannot_be_reached_neither_delays_nor_undoes_the_other()
    {
        await using var way = await StartAsync(benefitIsDown: true);
        var number = (await SubmittedAsync(1))[0];
        await SendAsync(way);
        Assert.Equal([MatterState.Asked, MatterState.Sent], (await MattersAsync(number)).Select(matter => matter.State));
        (await cluster.Person(number).RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await cluster.Person(number).ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
        await SendAsync(way);
        Assert.Equal([MatterState.Asked, MatterState.Sent], (await MattersAsync(number)).Select(matter => matter.State));
        Assert.Equal(["claimed", "registered"], way.Claims.All().Single().Events);
    }

    [Fact]
    public async Task What_fails_for_days_is_given_up_and_an_operator_sends_it_again()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(ErrorRate: 1));
        var number = (await SubmittedAsync(1))[0];
        for (var hour = 0; hour < 76; hour++)
        {
            await SendAsync(way);
            await cluster.AdvanceAsync(TimeSpan.FromHours(1));
        }

        Assert.All(await MattersAsync(number), matter => Assert.Equal(MatterState.Failed, matter.State));
        var scope = new SearchScope(Given.Office, null);
        var given = (await Outbox.GivenUpAsync(Systems, scope, new PageRequest(200, null), Cancellation)).Items;
        Assert.Equal(Systems, given.Select(message => message.System).Order());
        Assert.All(given, message => Assert.Equal("system 500", message.Reason));
        Assert.Empty(
            (await Outbox.GivenUpAsync(Systems, new SearchScope(Given.OtherOffice, null), new PageRequest(200, null), Cancellation)).Items
        );

        await way.FailAsync(new Faults());
        await SendAsync(way);
        Assert.Empty(way.Claims.All());
        foreach (var message in given)
            Assert.True(await Outbox.ResendAsync(message.Id, Systems, scope, cluster.Clock.GetUtcNow(), null, Cancellation));
        Assert.False(await Outbox.ResendAsync(given[0].Id, Systems, scope, cluster.Clock.GetUtcNow(), null, Cancellation));
        await SendAsync(way);
        Assert.All(await MattersAsync(number), matter => Assert.Equal(MatterState.Sent, matter.State));
    }

    [Fact]
    public async Task A_message_that_the_system_rejects_is_given_up_at_once()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(RefusalRate: 1));
        var number = (await SubmittedAsync(1))[0];
        await SendAsync(way);
        Assert.All(await MattersAsync(number), matter => Assert.Equal(MatterState.Failed, matter.State));
    }

    [Fact]
    public async Task A_wrong_signature_is_not_taken_and_is_tried_again()
    {
        await using var way = await StartAsync(otherKey: true);
        var number = (await SubmittedAsync(1))[0];
        await SendAsync(way);
        Assert.Empty(way.Claims.All());
        Assert.All(await MattersAsync(number), matter => Assert.Equal(MatterState.Asked, matter.State));
        Assert.Equal(
            2,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM matter_message WHERE failed_reason = 'system 401' AND sent_at IS NULL AND gave_up_at IS NULL"
            )
        );
    }

    [Fact]
    public async Task Nothing_personal_waits_in_the_clear()
    {
        await StartAsync();
        var number = (await SubmittedAsync(1))[0];
        var rows = await cluster.ScalarAsync<string>(
            "SELECT string_agg(m::text || encode(content, 'escape'), ' ') FROM matter_message AS m WHERE person_id = $1",
            cluster.Id(number).ToGuid()
        );
        foreach (var word in (string[])[number.Value, "测试甲", "13800000001"])
            Assert.DoesNotContain(word, rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_compared_and_what_only_a_lost_message_explains_is_sent_again()
    {
        await using var way = await StartAsync();
        await way.FailAsync(new Faults(ForgottenRate: 1));
        var number = (await SubmittedAsync(1))[0];
        var benefit = (await MattersAsync(number))[0];
        await SendAsync(way);
        Assert.Empty(way.Claims.All());
        await way.FailAsync(new Faults());

        var list = cluster.Service<IMatterList>();
        var today = Domain.Calendar.ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        var stranger = new MatterThere("3601022026030200000011-9", 1, MatterState.Granted);
        var found = await list.CompareAsync(MatterKind.Benefit, today, [stranger], cluster.Clock.GetUtcNow(), null, Cancellation);
        Assert.Equal(
            [(stranger.Matter, "unknownHere", null), (benefit.Number, "missingThere", "sentAgain")],
            found.Select(one => (one.Matter, one.Difference, one.Settled))
        );
        await SendAsync(way);
        Assert.Equal(["claimed"], way.Find(benefit)!.Events);

        // The second time the day agrees; an answer that the register lacks is asked for.
        var there = new MatterThere(benefit.Number, 0, MatterState.InHand);
        Assert.Empty(await list.CompareAsync(MatterKind.Benefit, today, [there], cluster.Clock.GetUtcNow(), null, Cancellation));
        var newer = there with { Revision = 2, State = MatterState.Granted };
        var missing = Assert.Single(
            await list.CompareAsync(MatterKind.Benefit, today, [newer], cluster.Clock.GetUtcNow(), null, Cancellation)
        );
        Assert.Equal(("answerMissing", "askedAgain"), (missing.Difference, missing.Settled));
        var shown = Assert.Single((await list.DifferencesAsync(MatterKind.Benefit, new PageRequest(10, null), Cancellation)).Items);
        Assert.Equal(missing with { FoundAt = shown.FoundAt }, shown);
    }

    private async Task<MatterWay> StartAsync(bool otherKey = false, bool benefitIsDown = false)
    {
        await cluster.ExecuteAsync("DELETE FROM matter_message");
        await cluster.ExecuteAsync("DELETE FROM matter_difference");
        return await MatterWay.StartAsync(cluster.Clock, otherKey, benefitIsDown);
    }

    private async Task<IdentityNumber[]> SubmittedAsync(int count)
    {
        var numbers = Enumerable.Range(0, count).Select(_ => CitizenNumbers.Next()).ToArray();
        foreach (var number in numbers)
        {
            var form = Given.Application(number, cluster.Clock.GetUtcNow()) with { Matters = [MatterKind.Benefit, MatterKind.Hardship] };
            (await cluster.Person(number).SubmitApplication(Given.Clerk.Ask(form))).Accepted();
        }

        return numbers;
    }

    private async Task<IReadOnlyList<Matter>> MattersAsync(IdentityNumber number) =>
        [.. CaseMatters.Of((await cluster.Person(number).Read())!.Record).Select(one => one.Matter)];

    private async Task SendAsync(MatterWay way, ISystemOutbox? outbox = null)
    {
        var sending = new SystemSending(
            outbox ?? Outbox,
            [new MatterFollowUp(cluster.Service<IPersonSearch>(), cluster.Cluster.Client)],
            [way.Transport],
            Systems.ToDictionary(system => system, SendingOptions (_) => new MatterOptions { PageSize = 5 }),
            cluster.Clock,
            NullLogger<SystemSending>.Instance
        );
        await Task.WhenAll(Systems.Select(system => sending.SendDueAsync(system, Cancellation)));
    }
}
