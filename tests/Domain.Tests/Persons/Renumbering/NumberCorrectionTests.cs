using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// A number that the office mistyped: the right one's record takes the case, with its date; the mistyped number's owner keeps no mark.
/// </summary>
public sealed class NumberCorrectionTests
{
    private static readonly IdentityNumber Right = World.Citizen(2, "19850613");

    private readonly SmallRegister r = new(World.Citizen(), Right, World.Foreigner());

    private PersonRecord Wrong => r.Records[0];

    private PersonRecord Corrected => r.Records[1];

    [Fact]
    public void The_case_goes_to_the_right_number_with_its_date_duties_and_figures()
    {
        Register(r, 0);
        Ok(r.Ask(0, new RecordBenefit("20", World.Day("2026-03-01"), null, World.Match(r.Now)), World.Clerk));
        var before = Wrong.Registration!;
        r.Now = World.At("2026-03-20T10:00");
        Assert.Equal(OutcomeKind.Proposed, Ok(r.Ask(0, Correction(), World.Clerk)).Kind);
        Assert.Contains(Wrong.Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.NotNull(Wrong.Registration);
        Confirm(World.Supervisor);
        Assert.Null(Wrong.Identity);
        Assert.Null(Wrong.AliasOf);
        Assert.Empty(Wrong.Duties);
        r.Settle();

        Assert.Equal(
            (before.Number, before.RegisteredOn, before.Service.Benefit),
            (Corrected.Registration!.Number, Corrected.Registration.RegisteredOn, Corrected.Registration.Service.Benefit)
        );
        Assert.Equal(Right, Corrected.Identity!.Number);
        Assert.Equal(World.Day("1985-06-13"), Corrected.Identity.BirthDate);
        Assert.Equal(ApplicationStatus.Approved, Corrected.Application!.Status);
        Assert.Empty(Corrected.Aliases);
        Assert.Contains(Corrected.Duties, d => d.Kind == DutyKind.FirstContact && d.OpenedOn == before.RegisteredOn);
        Assert.Equal(NoticeKind.NumberCorrected, r.Notices.Last(n => n.Kind != NoticeKind.FollowUp).Kind);

        var item = r.PlatformItems[^1];
        Assert.Equal(
            (PlatformItemKind.Correction, Right.Value),
            (item.Kind, item.Content.GetProperty("identity").GetProperty("number").GetString())
        );
        Assert.DoesNotContain(r.PlatformItems, i => i.Kind == PlatformItemKind.Link);
        Assert.Equal(0, Contributions.Stock(r.CountsOf(0)));
        Assert.Equal(1, Contributions.Stock(r.CountsOf(1)));
        r.CheckFolds();

        // The mistyped number is free for whom it belongs to.
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Assert.Null(Wrong.Prior);
    }

    [Fact]
    public void The_platforms_numbers_that_went_with_the_case_are_a_repeat_under_the_mistyped_number()
    {
        PlatformApplicationNumber first = PlatformApplicationNumber.Parse("P1"),
            second = PlatformApplicationNumber.Parse("P2"),
            shared = PlatformApplicationNumber.Parse("P3");
        Ok(FromPlatform(first));
        Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        Ok(FromPlatform(second));
        Ok(r.Ask(0, new JoinPlatformApplication(shared, Wrong.Application!.Number), World.Clerk));
        Assert.Single(Wrong.AwaitingResults);
        Correct();

        Assert.All([first, second, shared], number => Assert.Equal(OutcomeKind.ApplicationExists, Ok(FromPlatform(number)).Kind));
        Assert.Null(Wrong.Identity);
        Assert.Null(Wrong.Application);
        Assert.Equal(shared, Assert.Single(Corrected.AwaitingResults).Number);

        // A link brings the case back to where it was once: what waits there still gets its result.
        Known(r, 0);
        Ok(r.Ask(1, new LinkTo(Wrong.Id, "同一人"), World.Supervisor));
        r.Settle();
        Assert.Equal(second, Wrong.Application!.PlatformNumber);
        Assert.Equal([first], Wrong.PlatformNumbers);
        Assert.Equal(shared, Assert.Single(Wrong.AwaitingResults).Number);
        r.CheckFolds();
    }

    [Fact]
    public void What_the_numbers_owner_had_before_is_restored_there()
    {
        Register(r, 0);
        Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        var owners = Wrong;
        Register(r, 0, with: a => a with { Name = PersonName.Parse("司徒核对"), Details = World.Details("13900139000") });
        Correct();
        Assert.Equal((owners.Identity, owners.Details, owners.Application), (Wrong.Identity, Wrong.Details, Wrong.Application));
        Assert.Equal(owners.Past.Single().Number, Assert.Single(Wrong.Past).Number);
        Assert.Equal("司徒核对", Corrected.Identity!.Name.Value);
        Assert.Empty(Corrected.Past);
        Assert.NotNull(Corrected.Registration);
    }

    [Fact]
    public void Earlier_registrations_of_the_same_person_go_along()
    {
        Register(r, 0);
        Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Register(r, 0);
        Correct();
        Assert.Null(Wrong.Identity);
        Assert.Single(Corrected.Past);
        Assert.NotNull(Corrected.Registration);
    }

    [Fact]
    public void An_application_that_is_still_open_goes_with_its_deadline()
    {
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        var due = Wrong.Application!.ReviewDue;
        Correct();
        Assert.Equal(due, Corrected.Application!.ReviewDue);
        Approve(r, 1);
        Assert.NotNull(Corrected.Registration);
    }

    [Fact]
    public void A_case_that_meets_an_alias_goes_on_to_its_main_record_and_a_late_repeat_changes_nothing()
    {
        Register(r, 2);
        Ok(r.Ask(1, World.Application(Right, r.Now), World.Clerk));
        Ok(r.Send(1, new LinkTo(r.IdOf(2), "同一人"), World.Supervisor));
        r.Settle();
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Propose();
        Confirm(World.Supervisor);
        var sent = r.Sent[^1];
        r.Settle();
        Assert.Null(Wrong.PendingMove);
        Assert.NotNull(r.Records[2].Registration);
        r.Deliver(sent);
        r.CheckFolds();
    }

    [Fact]
    public void It_takes_two_persons_and_evidence()
    {
        Register(r, 0);
        Assert.Equal(RefusalCode.BasisNotEnough, r.Ask(0, Correction() with { Evidence = World.Word() }, World.Clerk).Refusal!.Code);
        Assert.Equal(FieldRule.SameNumber, r.Ask(0, Correction() with { Number = World.Citizen() }, World.Clerk).Refusal!.Rule);
        Assert.Equal("birthDate", r.Ask(0, Correction() with { BirthDate = World.Day("1985-06-12") }, World.Clerk).Refusal!.Field);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, Correction(), World.RuralClerk).Refusal!.Code);
        Ok(r.Ask(0, Correction(), World.Supervisor));
        var id = Wrong.Proposal!.Id;
        Assert.Equal(RefusalCode.SecondPersonNeeded, r.Ask(0, new ConfirmProposal(id), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, r.Ask(0, new ConfirmProposal(id), World.Clerk).Refusal!.Code);
    }

    private Decision FromPlatform(PlatformApplicationNumber number) =>
        r.Ask(
            0,
            World.Application(World.Citizen(), r.Now) with
            {
                Channel = ApplicationChannel.Platform,
                PlatformNumber = number,
            },
            Actor.Register
        );

    private CorrectNumber Correction() => new(Wrong.Application!.Number, Right, r.IdOf(1), World.Hand());

    private void Propose() => Ok(r.Ask(0, Correction(), World.Clerk));

    private void Confirm(Actor by) => Ok(r.Ask(0, new ConfirmProposal(Wrong.Proposal!.Id), by));

    private void Correct()
    {
        Propose();
        Confirm(World.Supervisor);
        r.Settle();
    }
}
