using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Notices;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Grains.Tests.Persons.Duties;
using Grid.SmsSimulator;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Notices;

/// <summary>Messages to persons through the adapter and the simulated gateway, over the real outbox.</summary>
public sealed class NoticeTests(SpringCluster cluster) : IClassFixture<SpringCluster>
{
    private INoticeOutbox Outbox => cluster.Service<INoticeOutbox>();

    [Fact]
    public async Task Each_message_is_sent_once_also_when_silos_send_at_once_and_answers_are_lost()
    {
        await using var gateway = await DaytimeAsync();
        await gateway.FailAsync(new Faults(ErrorRate: 0.2, LostAnswerRate: 0.25));
        var numbers = await SubmittedAsync(20);

        await SendAsync(gateway, gateway);
        for (var round = 0; round < 4; round++)
        {
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(31));
            await SendAsync(gateway, gateway);
        }

        await gateway.FailAsync(new Faults());
        await cluster.AdvanceAsync(TimeSpan.FromHours(2));
        await SendAsync(gateway, gateway);

        Assert.Equal(numbers.Length, gateway.Taken.All().Count);
        Assert.True(gateway.Taken.Requests > numbers.Length);
        foreach (var number in numbers)
        {
            var message = Assert.Single(await Outbox.InboxAsync(cluster.Id(number), null, 10, TestContext.Current.CancellationToken));
            var taken = Assert.Single(gateway.Taken.All(), m => m.Text == message.Text);
            Assert.Equal("13800000001", taken.To);
            Assert.DoesNotContain(number.Value, taken.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_leaves_in_the_quiet_hours_and_waiting_costs_no_attempt()
    {
        await using var gateway = await DaytimeAsync();
        var evening = ChinaTime.StartOf(ChinaTime.DateOf(cluster.Clock.GetUtcNow())).AddHours(20);
        await cluster.AdvanceToAsync(evening);
        var number = (await SubmittedAsync(1))[0];

        await SendAsync(gateway);
        await cluster.AdvanceToAsync(evening.AddHours(11).AddMinutes(59));
        await SendAsync(gateway);
        Assert.Empty(gateway.Taken.All());
        Assert.Equal(0, await cluster.ScalarAsync<int>("SELECT attempts FROM notice WHERE person_id = $1", cluster.Id(number).ToGuid()));

        await cluster.AdvanceToAsync(evening.AddHours(12));
        await SendAsync(gateway);
        Assert.Single(gateway.Taken.All());
    }

    [Fact]
    public async Task A_retry_that_would_fall_into_the_quiet_hours_waits_for_the_morning()
    {
        await using var gateway = await DaytimeAsync();
        var evening = ChinaTime.StartOf(ChinaTime.DateOf(cluster.Clock.GetUtcNow())).AddHours(20);
        await gateway.FailAsync(new Faults(ErrorRate: 1));
        await cluster.AdvanceToAsync(evening.AddSeconds(-40));
        var number = (await SubmittedAsync(1))[0];

        await SendAsync(gateway);

        var next = await cluster.ScalarAsync<DateTime>("SELECT not_before FROM notice WHERE person_id = $1", cluster.Id(number).ToGuid());
        Assert.Equal(evening.AddHours(12).UtcDateTime, next);
        await gateway.FailAsync(new Faults());
        await cluster.AdvanceToAsync(evening.AddHours(12));
        await SendAsync(gateway);
        Assert.Single(gateway.Taken.All());
    }

    [Fact]
    public async Task None_goes_to_the_dead()
    {
        await using var gateway = await DaytimeAsync();
        var number = CitizenNumbers.Next();
        await cluster.RegisterAsync(number);
        var exit = new ExitDetails
        {
            Reason = ExitReason.Death,
            On = ChinaTime.DateOf(cluster.Clock.GetUtcNow()),
            Evidence = new Evidence { Basis = EvidenceBasis.ManualCheck, Note = "told by the family, with the certificate" },
        };
        (await cluster.Person(number).RecordExit(Given.Clerk.Ask(new RecordExit(exit)))).Accepted();

        // Written while the person lived, not yet sent: the receipt and the approval.
        Assert.Equal(2, await cluster.ScalarAsync<long>("SELECT count(*) FROM notice WHERE person_id = $1", cluster.Id(number).ToGuid()));
        await SendAsync(gateway);

        Assert.Empty(gateway.Taken.All());
        Assert.Equal(
            2,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM notice WHERE person_id = $1 AND gave_up_at IS NOT NULL",
                cluster.Id(number).ToGuid()
            )
        );
    }

    [Fact]
    public async Task What_fails_again_and_again_is_given_up_and_an_operator_can_send_it_anew()
    {
        await using var gateway = await DaytimeAsync();
        await gateway.FailAsync(new Faults(ErrorRate: 1));
        var number = (await SubmittedAsync(1))[0];
        var started = cluster.Clock.GetUtcNow();
        for (var day = 0; day < 3; day++)
        {
            for (var step = 0; step < 13; step++)
            {
                await SendAsync(gateway);
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(step < 5 ? 7 : 60));
            }

            await cluster.AdvanceToAsync(ChinaTime.StartOf(ChinaTime.DateOf(cluster.Clock.GetUtcNow()).AddDays(1)).AddHours(9));
        }

        var undelivered = await UndeliveredAsync(number);
        Assert.Equal(6, undelivered!.Attempts);
        Assert.Equal("gateway 503", undelivered.Reason);
        Assert.True(undelivered.Since - started > TimeSpan.FromHours(14.5));

        await gateway.FailAsync(new Faults());
        Assert.True(
            await Outbox.RetryAsync(
                undelivered.Id,
                new SearchScope(Given.Office, null),
                cluster.Clock.GetUtcNow(),
                null,
                TestContext.Current.CancellationToken
            )
        );
        await SendAsync(gateway);
        Assert.Single(gateway.Taken.All());
        Assert.Null(await UndeliveredAsync(number));
    }

    [Fact]
    public async Task A_refusal_for_good_is_given_up_at_once()
    {
        await using var gateway = await DaytimeAsync();
        await gateway.FailAsync(new Faults(RefusalRate: 1));
        var number = (await SubmittedAsync(1))[0];

        await SendAsync(gateway);

        Assert.Equal("gateway 422", (await UndeliveredAsync(number))!.Reason);
    }

    [Fact]
    public async Task A_message_reported_undelivered_comes_back_and_is_sent_under_a_new_key()
    {
        await using var gateway = await DaytimeAsync();
        var number = (await SubmittedAsync(1))[0];
        await SendAsync(gateway);
        var first = Assert.Single(gateway.Taken.All());
        Assert.True(
            await Outbox.MarkDeliveryAsync(
                first.Id,
                delivered: false,
                "absent subscriber",
                cluster.Clock.GetUtcNow(),
                TestContext.Current.CancellationToken
            )
        );

        var undelivered = await UndeliveredAsync(number);
        Assert.Equal("absent subscriber", undelivered!.Reason);
        Assert.True(
            await Outbox.RetryAsync(
                undelivered.Id,
                new SearchScope(Given.Office, null),
                cluster.Clock.GetUtcNow(),
                null,
                TestContext.Current.CancellationToken
            )
        );
        await SendAsync(gateway);

        var second = Assert.Single(gateway.Taken.All(), m => m.Id != first.Id);
        Assert.NotEqual(first.Key, second.Key);
        Assert.True(
            await Outbox.MarkDeliveryAsync(
                second.Id,
                delivered: true,
                null,
                cluster.Clock.GetUtcNow(),
                TestContext.Current.CancellationToken
            )
        );
        Assert.True((await Outbox.InboxAsync(cluster.Id(number), null, 10, TestContext.Current.CancellationToken))[0].Delivered);
    }

    [Fact]
    public async Task Without_a_gateway_a_message_is_in_the_inbox_at_once()
    {
        var number = (await SubmittedAsync(1))[0];

        await Sending(null).SendDueAsync(TestContext.Current.CancellationToken);

        Assert.Single(await Outbox.InboxAsync(cluster.Id(number), null, 10, TestContext.Current.CancellationToken));
        Assert.Equal(
            "inbox",
            await cluster.ScalarAsync<string>("SELECT channel FROM notice_sent WHERE person_id = $1", cluster.Id(number).ToGuid())
        );
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_left_after_the_time_and_a_short_fault_is_retried_at_once()
    {
        await using var gateway = await Gateway.StartAsync(cluster.Clock, retries: 2, attemptTimeout: "00:00:00.300");
        await gateway.FailAsync(new Faults(SilenceRate: 1));
        var silent = await gateway.Sender.SendAsync("one", "13800000001", "text", TestContext.Current.CancellationToken);
        Assert.Equal("gateway does not answer in time", silent.Error);
        Assert.False(silent.Permanent);
        Assert.Equal(3, gateway.Taken.Requests);

        await gateway.FailAsync(new Faults(ErrorRate: 0.5));
        var sent = await gateway.Sender.SendAsync("two", "13800000001", "text", TestContext.Current.CancellationToken);
        var again = await gateway.Sender.SendAsync("two", "13800000001", "text", TestContext.Current.CancellationToken);
        Assert.NotNull(sent.GatewayId);
        Assert.Equal(sent.GatewayId, again.GatewayId);
    }

    /// <summary>A gateway of its own, at nine of a morning, with nothing waiting from other tests.</summary>
    private async Task<Gateway> DaytimeAsync()
    {
        await cluster.AdvanceToAsync(ChinaTime.StartOf(ChinaTime.DateOf(cluster.Clock.GetUtcNow()).AddDays(1)).AddHours(9));
        await cluster.ExecuteAsync("DELETE FROM notice");
        return await Gateway.StartAsync(cluster.Clock);
    }

    private async Task<IdentityNumber[]> SubmittedAsync(int count)
    {
        var numbers = Enumerable.Range(0, count).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(n => cluster.SubmitAsync(n)));
        return numbers;
    }

    private Task<int[]> SendAsync(params Gateway[] gateways) =>
        Task.WhenAll(gateways.Select(g => Sending(g).SendDueAsync(TestContext.Current.CancellationToken)));

    private NoticeSending Sending(Gateway? gateway) =>
        new(
            Outbox,
            cluster.Cluster.Client,
            cluster.Service<IReferenceData>(),
            gateway is null ? [] : [gateway.Sender],
            Options.Create(new NoticeOptions { PageSize = 5 }),
            cluster.Clock,
            NullLogger<NoticeSending>.Instance
        );

    private async Task<UndeliveredNotice?> UndeliveredAsync(IdentityNumber number) =>
        (
            await Outbox.UndeliveredAsync(
                new SearchScope(Given.Office, null),
                new PageRequest(200, null),
                TestContext.Current.CancellationToken
            )
        ).Items.FirstOrDefault(item => item.Person == cluster.Id(number));
}
