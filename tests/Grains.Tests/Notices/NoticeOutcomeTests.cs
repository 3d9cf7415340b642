using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Notices;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Grains.Tests.Platform;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Notices;

/// <summary>
/// From the gateway's report through the person's journal to the simulated platform: what happened arrives once, whatever is doubled,
/// interrupted or moved, and the day reconciles.
/// </summary>
public sealed class NoticeOutcomeTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private INoticeOutbox Outbox => cluster.Service<INoticeOutbox>();

    [Fact]
    public async Task Deliveries_reach_the_platform_once_after_their_exits_and_the_day_reconciles()
    {
        await cluster.FailAsync("""{"errors": 0.1, "lostAnswers": 0.1, "duplicates": 0.2, "reorder": 0.3}""");
        var day = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        var numbers = await cluster.RegisterAndHireAsync(6);
        await SendAsync(numbers, (number, id) =>
            Task.WhenAll(
                Outbox.MarkDeliveryAsync(id, number != numbers[0], "absent", cluster.Clock.GetUtcNow(), Cancellation),
                Outbox.MarkDeliveryAsync(id, number != numbers[0], "absent", cluster.Clock.GetUtcNow(), Cancellation)
            )
        );
        await Task.WhenAll(RecordAsync(), RecordAsync());
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM notice_outcome"));

        // The person whom the message did not reach is informed by telephone.
        (
            await cluster
                .Person(numbers[0])
                .RecordInforming(
                    Given.Clerk.Ask(
                        new RecordInforming
                        {
                            Of = InformingSubject.Exit,
                            Channel = ContactChannel.Telephone,
                            Outcome = InformingOutcome.Informed,
                        }
                    )
                )
        ).Accepted();
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
        foreach (var number in numbers)
        {
            var expected = number == numbers[0] ? new[] { "2/2", "1/1" } : ["2/1"];
            Assert.Equal(expected, await InformedAsync(number));
        }

        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)).AddMinutes(5));
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_day WHERE day = $1 AND reconciled AND missing = 0", day) > 0,
            "the day reconciles"
        );
    }

    [Fact]
    public async Task What_is_interrupted_between_the_journal_and_its_end_is_recorded_once()
    {
        var number = (await cluster.RegisterAndHireAsync(1))[0];
        await SendAsync([number], (_, id) => Outbox.MarkDeliveryAsync(id, true, null, cluster.Clock.GetUtcNow(), Cancellation));

        await RecordAsync(new Interrupted(cluster.Service<INoticeOutcomes>()));
        Assert.Equal(1, await JournalledAsync(number));
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM notice_outcome WHERE person_id = $1", cluster.Id(number).ToGuid())
        );

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        await RecordAsync();
        Assert.Equal(1, await JournalledAsync(number));
        Assert.Equal(
            0,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM notice_outcome WHERE person_id = $1", cluster.Id(number).ToGuid())
        );
    }

    [Fact]
    public async Task Of_a_linked_number_the_main_record_has_it_and_the_platform_takes_it()
    {
        var (old, main) = ((await cluster.RegisterAndHireAsync(1))[0], CitizenNumbers.Next());
        await cluster.KnownAsync(main);
        await SendAsync([old], (_, id) => Outbox.MarkDeliveryAsync(id, false, "absent", cluster.Clock.GetUtcNow(), Cancellation));
        await RecordAsync();
        await cluster.DrainedAsync();
        (await cluster.Person(old).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(main), "one person")))).Accepted();
        await Wait.UntilAsync(
            () =>
                cluster.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM journal WHERE person_id = $1 AND event = 'caseTakenOver')",
                    cluster.Id(main).ToGuid()
                ),
            "the case has moved"
        );
        await Wait.UntilAsync(async () => await cluster.RemindersAsync(cluster.Id(old)) == 0, "the move is confirmed");

        await ReportLateAsync(old);
        await RecordAsync();
        Assert.Equal((1L, 1L), (await JournalledAsync(old), await JournalledAsync(main)));
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
        var past = (await cluster.Person(main).RecordAsync()).Past[^1];
        Assert.Equal([InformingOutcome.NotReached, InformingOutcome.Informed], past.Informings!.Select(one => one.Outcome));
        Assert.Equal(2, (await HeldAsync(past.Number.Value)).Length);
    }

    [Fact]
    public async Task Of_a_mistyped_number_the_record_of_the_right_one_has_it()
    {
        var (mistyped, right) = ((await cluster.RegisterAndHireAsync(1))[0], CitizenNumbers.Next());
        await SendAsync([mistyped], (_, _) => Task.CompletedTask);

        // Items of one case in the outboxes of two persons have no order between them: the exit is there before the rest follows.
        await cluster.DrainedAsync();
        var application = (await cluster.Person(mistyped).RecordAsync()).Application!.Number;
        var proposed = (
            await cluster
                .Person(mistyped)
                .CorrectNumber(Given.Supervisor.Ask(new CorrectNumber(application, right, cluster.Id(right), Given.ByHand)))
        ).Accepted();
        (await cluster.Person(mistyped).ConfirmProposal(Given.SecondSupervisor.Ask(new ConfirmProposal(proposed.Reference!)))).Accepted();
        await Wait.UntilAsync(
            async () =>
                await cluster.RemindersAsync(cluster.Id(mistyped)) == 0 && (await cluster.Person(right).Read())?.Record.Past.Count == 1,
            "the case has moved"
        );

        await ReportLateAsync(mistyped);
        await RecordAsync();
        Assert.Equal((0L, 1L), (await JournalledAsync(mistyped), await JournalledAsync(right)));
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
        Assert.Equal(["2/1"], await InformedAsync(right));
    }

    [Fact]
    public async Task One_whose_case_is_gone_is_tried_for_a_while_and_then_left()
    {
        var number = (await cluster.RegisterAndHireAsync(1))[0];
        await SendAsync([number], (_, id) => Outbox.MarkDeliveryAsync(id, true, null, cluster.Clock.GetUtcNow(), Cancellation));
        var application = (await cluster.Person(number).RecordAsync()).Application!.Number;
        var proposed = (
            await cluster
                .Person(number)
                .EndAsEnteredInError(
                    Given.Supervisor.Ask(new EndAsEnteredInError(application, "mistyped") { NoRightNumber = NoRightNumber.CannotBeFound })
                )
        ).Accepted();
        (await cluster.Person(number).ConfirmProposal(Given.SecondSupervisor.Ask(new ConfirmProposal(proposed.Reference!)))).Accepted();

        var tries = 0;
        for (; await WaitingAsync() > 0 && tries < 10; tries++)
        {
            await RecordAsync();
            await cluster.AdvanceAsync(TimeSpan.FromHours(12.5));
        }

        Assert.Equal(6, tries);
        Assert.Equal(0, await JournalledAsync(number));

        Task<long> WaitingAsync() =>
            cluster.ScalarAsync<long>("SELECT count(*) FROM notice_outcome WHERE person_id = $1", cluster.Id(number).ToGuid());
    }

    /// <summary>All waiting messages are sent; the exits of these numbers are reported on.</summary>
    private async Task SendAsync(IdentityNumber[] numbers, Func<IdentityNumber, string, Task> report)
    {
        while (true)
        {
            var now = cluster.Clock.GetUtcNow();
            var leased = await Outbox.LeaseAsync(now, now.AddMinutes(5), 1000, Cancellation);
            if (leased.Count == 0)
                break;
            foreach (var notice in leased)
                await Outbox.MarkSentAsync(notice, new SentNotice("sms", "短信", $"gateway-{notice.Id}", now), Cancellation);
        }

        foreach (var number in numbers)
        {
            await report(
                number,
                await cluster.ScalarAsync<string>(
                    "SELECT gateway_id FROM notice_sent WHERE person_id = $1 AND kind = 'exited'",
                    cluster.Id(number).ToGuid()
                )
            );
        }
    }

    private async Task ReportLateAsync(IdentityNumber number) =>
        Assert.True(
            await Outbox.MarkDeliveryAsync(
                await cluster.ScalarAsync<string>(
                    "SELECT gateway_id FROM notice_sent WHERE person_id = $1 AND kind = 'exited'",
                    cluster.Id(number).ToGuid()
                ),
                true,
                null,
                cluster.Clock.GetUtcNow(),
                Cancellation
            )
        );

    private Task<int> RecordAsync(INoticeOutcomes? outcomes = null) =>
        new NoticeOutcomeRecording(
            outcomes ?? cluster.Service<INoticeOutcomes>(),
            cluster.Service<IPersonSearch>(),
            cluster.Cluster.Client,
            Options.Create(new NoticeOptions { PageSize = 3 }),
            cluster.Clock,
            NullLogger<NoticeOutcomeRecording>.Instance
        ).RecordDueAsync(Cancellation);

    private Task<long> JournalledAsync(IdentityNumber number) =>
        cluster.ScalarAsync<long>(
            "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'informingRecorded'",
            cluster.Id(number).ToGuid()
        );

    /// <summary>Channel and outcome as the platform holds them, in order.</summary>
    private async Task<string[]> InformedAsync(IdentityNumber number) =>
        await HeldAsync((await cluster.Person(number).RecordAsync()).Past[^1].Number.Value);

    private async Task<string[]> HeldAsync(string registration) =>
        (
            await cluster.ScalarAsync<string>(
                "SELECT coalesce(string_agg(concat_ws('/', fields->>'bae028', fields->>'bae034'), ' ' ORDER BY sequence), '') FROM platform_simulator.item WHERE registration = $1 AND kind = 'informed'",
                registration
            )
        ).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Dies after the journal has it.</summary>
    private sealed class Interrupted(INoticeOutcomes inner) : INoticeOutcomes
    {
        public Task<IReadOnlyList<NoticeOutcome>> TakeAsync(
            DateTimeOffset now,
            DateTimeOffset until,
            int limit,
            CancellationToken cancellationToken
        ) => inner.TakeAsync(now, until, limit, cancellationToken);

        public Task DoneAsync(NoticeOutcome outcome, CancellationToken cancellationToken) => throw new IOException("The process ended.");

        public Task AgainAsync(NoticeOutcome outcome, DateTimeOffset at, CancellationToken cancellationToken) =>
            inner.AgainAsync(outcome, at, cancellationToken);
    }
}
