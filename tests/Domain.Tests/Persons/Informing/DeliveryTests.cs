using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>What became of the messages about a decision is reported when it has happened, under the decision's own number.</summary>
public sealed class DeliveryTests
{
    private static readonly DateTimeOffset Delivered = World.At("2026-03-03T08:01");

    [Fact]
    public void A_message_that_arrived_is_reported_with_the_moment_of_its_arrival()
    {
        var r = States.Of("exited");
        Assert.DoesNotContain(r.PlatformItems, item => item.Kind == PlatformItemKind.Informed); // It only waits.
        r.Now = Delivered.AddMinutes(3);
        Scripts.Ok(r.Ask(0, Read(r, NoticeKind.Exited, Delivered), Actor.Register));

        var item = r.PlatformItems[^1];
        Assert.StartsWith($"informed:{r.Records[0].Past[^1].Number}:", item.Key, StringComparison.Ordinal);
        Assert.Equal(World.Day("2026-03-03"), item.On);
        Assert.Equal(("2", "1", "1", "2026-03-03T08:01:00.000+08:00"), Sent(item));
        Assert.Equal(
            [new CaseInforming(InformingSubject.Exit, Delivered, ContactChannel.ShortMessage, InformingOutcome.Informed, false)],
            r.Records[0].Past[^1].Informings!
        );
    }

    [Fact]
    public void One_that_did_not_arrive_is_corrected_by_the_informing_that_reached_the_person()
    {
        var r = States.Of("exited");
        r.Now = Delivered.AddHours(5);
        Scripts.Ok(r.Ask(0, Read(r, NoticeKind.Exited, Delivered, delivered: false), Actor.Register));
        Scripts.Ok(
            r.Ask(
                0,
                new RecordInforming
                {
                    Of = InformingSubject.Exit,
                    At = Delivered.AddHours(4),
                    Channel = ContactChannel.Telephone,
                    Outcome = InformingOutcome.Informed,
                },
                World.Clerk
            )
        );

        Assert.Equal(
            [("2", "1", "2", "2026-03-03T08:01:00.000+08:00"), ("1", "1", "1", "2026-03-03T12:01:00.000+08:00")],
            r.PlatformItems.Where(item => item.Kind == PlatformItemKind.Informed).Select(Sent)
        );
        Assert.Equal(
            [InformingOutcome.NotReached, InformingOutcome.Informed],
            r.Records[0].Past[^1].Informings!.Select(one => one.Outcome)
        );
        Assert.Equal(
            r.PlatformItems.Select(item => item.Key),
            PlatformReplay.Of(r.Records[0], [ReplayedItems.Of(r, 0)], World.Offices).Select(item => item.Item.Key)
        );
    }

    [Theory]
    [InlineData("exited", NoticeKind.Exited, InformingSubject.Exit)]
    [InlineData("refused", NoticeKind.NotApproved, InformingSubject.NonApproval)]
    [InlineData("revoked", NoticeKind.RegistrationRevoked, InformingSubject.Revocation)]
    public void Each_of_these_messages_names_its_decision(string state, NoticeKind kind, InformingSubject of)
    {
        var r = state == "revoked" ? Scripts.Registered() : States.Of(state);
        if (state == "revoked")
            Scripts.Revoked(r, 0);
        var command = Read(r, kind, r.Now);
        Scripts.Ok(r.Ask(0, command, Actor.Register));

        var record = r.Records[0];
        Assert.Equal(
            (of, of == InformingSubject.NonApproval ? record.Application!.Number.Value : record.Past[^1].Number.Value),
            (command.Of, command.Number)
        );
        Assert.Equal(
            of,
            Assert.Single(of == InformingSubject.NonApproval ? record.Application!.Informings! : record.Past[^1].Informings!).Of
        );
        Assert.Contains(kind, InformingNotices.Kinds);
    }

    [Fact]
    public void Other_messages_are_none_of_a_decision_that_takes_something()
    {
        var r = States.Of("exited");
        Assert.All(r.Notices.Where(notice => !InformingNotices.Kinds.Contains(notice.Kind)), notice =>
            Assert.Null(InformingNotices.Read(notice, r.Now, delivered: true))
        );
        Assert.Contains(r.Notices, notice => notice.Kind == NoticeKind.Approved);
    }

    [Fact]
    public void It_names_its_own_decision_also_when_that_was_undone_and_another_came()
    {
        var r = States.Of("exited");
        var late = Read(r, NoticeKind.Exited, Delivered);
        var first = r.Records[0].Past[^1].Number;
        r.Now = World.At("2026-03-04T10:00");
        Scripts.Ok(r.Ask(0, new RevokeExit(first, World.Hand()), World.Supervisor));
        Scripts.Ok(r.Ask(0, late, Actor.Register));
        Assert.Equal(first.Value, r.PlatformItems[^1].Content.GetProperty("registration").GetString());

        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired, "2026-03-04"), World.Clerk));
        r.Now = World.At("2026-03-05T10:00");
        Scripts.Register(r, 0);
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired, "2026-03-05"), World.Clerk));
        Scripts.Ok(r.Ask(0, late with { At = r.Now }, Actor.Register));
        Assert.Equal(first.Value, r.PlatformItems[^1].Content.GetProperty("registration").GetString());
        Assert.Equal([1, 0], r.Records[0].Past.Select(past => past.Informings?.Count ?? 0));
    }

    [Fact]
    public void Of_an_application_it_counts_also_when_a_newer_one_has_come()
    {
        var r = States.Of("refused");
        var (late, first) = (Read(r, NoticeKind.NotApproved, r.Now), r.Records[0].Application!.Number);
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Scripts.Ok(r.Ask(0, late, Actor.Register));
        Assert.Equal(first.Value, r.PlatformItems[^1].Content.GetProperty("application").GetString());
        Assert.Null(r.Records[0].Application!.Informings);
        Assert.Single(r.Records[0].Prior!.Application!.Informings!);
    }

    [Fact]
    public void A_gateway_whose_clock_is_ahead_reports_as_of_now()
    {
        var r = States.Of("exited");
        Scripts.Ok(r.Ask(0, Read(r, NoticeKind.Exited, r.Now.AddDays(2)), Actor.Register));
        Assert.Equal(r.Now, r.PlatformItems[^1].Content.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public void Only_the_register_reports_a_delivery()
    {
        var r = States.Of("exited");
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, Read(r, NoticeKind.Exited, r.Now), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void No_one_is_informed_of_a_case_that_was_entered_in_error()
    {
        var r = States.Of("exited");
        var late = Read(r, NoticeKind.Exited, Delivered);
        Scripts.EndInError(r, 0);
        Assert.Equal(RefusalCode.NothingToInformOf, r.Ask(0, late, Actor.Register).Refusal!.Code);
    }

    [Fact]
    public void A_case_that_moved_takes_its_informings_along_and_later_ones_have_keys_of_their_own()
    {
        var r = Scripts.Registered(1);
        Scripts.Known(r, 0);
        r.Now += TimeSpan.FromDays(1);
        Scripts.Ok(r.Ask(1, States.Exit(ExitReason.Hired), World.Supervisor));
        var (number, message) = (r.Records[1].Past[^1].Number, Read(r, NoticeKind.Exited, r.Now, delivered: false));
        Scripts.Ok(r.Ask(1, message, Actor.Register));
        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();

        // The alias passes on what is reported late.
        r.Now += TimeSpan.FromDays(1);
        Scripts.Ok(r.Ask(1, message with { At = r.Now, Outcome = InformingOutcome.Informed }, Actor.Register));
        Assert.Equal(
            [InformingOutcome.NotReached, InformingOutcome.Informed],
            r.Records[0].Past.Single(past => past.Number == number).Informings!.Select(one => one.Outcome)
        );
        var told = r.PlatformItems.Where(item => item.Kind == PlatformItemKind.Informed).Select(item => item.Key).ToArray();
        Assert.Equal([3, 4], told.Select(key => key.Split(':').Length));
        Assert.EndsWith($":{r.Now.ToUnixTimeSeconds()}", told[1], StringComparison.Ordinal);
        Assert.Equal(told, Replayed());

        Scripts.Ok(r.Send(0, new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor));
        r.Settle();
        Assert.Empty(r.Records[0].Past);
        Scripts.Ok(
            r.Ask(
                1,
                new RecordInforming
                {
                    Of = InformingSubject.Exit,
                    Channel = ContactChannel.Letter,
                    Outcome = InformingOutcome.Informed,
                },
                World.Supervisor
            )
        );
        told = [.. r.PlatformItems.Where(item => item.Kind == PlatformItemKind.Informed).Select(item => item.Key)];
        Assert.Equal(3, told.Distinct().Count());
        Assert.Equal(told, Replayed());
        r.CheckFolds();

        IEnumerable<string> Replayed() =>
            PlatformReplay
                .Of(r.Records[r.MainOf(1)], [ReplayedItems.Of(r, 0), ReplayedItems.Of(r, 1)], World.Offices)
                .Where(item => item.Item.Kind == PlatformItemKind.Informed && PlatformReplay.IsOf(item.Item, number, null!))
                .Select(item => item.Item.Key);
    }

    [Fact]
    public void A_corrected_number_has_the_informing_of_its_case()
    {
        var r = States.Of("exited");
        var late = Read(r, NoticeKind.Exited, Delivered);
        r.Now = World.At("2026-03-04T10:00");
        Scripts.Ok(
            r.Ask(
                0,
                new CorrectNumber(r.Records[0].Application!.Number, World.Permit(), World.IdOf(1), World.Hand()),
                World.OtherSupervisor
            )
        );
        Scripts.Ok(r.Ask(0, new ConfirmProposal(r.Records[0].Proposal!.Id), World.Supervisor));
        r.Settle();

        Assert.Equal(RefusalCode.NothingToInformOf, r.Ask(0, late, Actor.Register).Refusal!.Code);
        Scripts.Ok(r.Ask(1, late, Actor.Register));
        Assert.Single(r.Records[1].Past[^1].Informings!);
    }

    [Fact]
    public void A_case_keeps_the_latest_informings_only()
    {
        var r = States.Of("exited");
        for (var i = 0; i < CaseInforming.Kept + 3; i++)
        {
            r.Now += TimeSpan.FromMinutes(1);
            Scripts.Ok(
                r.Ask(
                    0,
                    new RecordInforming
                    {
                        Of = InformingSubject.Exit,
                        Channel = ContactChannel.Telephone,
                        Outcome = InformingOutcome.NotReached,
                    },
                    World.Clerk
                )
            );
        }

        Assert.Equal((CaseInforming.Kept, r.Now), (r.Records[0].Past[^1].Informings!.Count, r.Records[0].Past[^1].Informings![^1].At));
    }

    private static RecordDelivery Read(SmallRegister r, NoticeKind kind, DateTimeOffset at, bool delivered = true) =>
        InformingNotices.Read(r.Notices.Last(notice => notice.Kind == kind), at, delivered)!;

    private static (string? Channel, string? Of, string? Outcome, string? At) Sent(PlatformItem item)
    {
        var sent = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields!.Value;
        return (Text("bae028"), Text("bae033"), Text("bae034"), Text("bae027"));

        string? Text(string name) => sent.GetProperty(name).GetString();
    }
}
