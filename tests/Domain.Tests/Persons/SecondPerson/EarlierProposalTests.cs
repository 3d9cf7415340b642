using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Exits and revocations that an older version proposed, with events of their own: they still wait, and are confirmed or rejected.
/// </summary>
public sealed class EarlierProposalTests
{
    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord record;

    public EarlierProposalTests() => record = r.Records[0];

    [Fact]
    public void A_waiting_exit_has_its_duty_and_is_confirmed_by_another_person()
    {
        Happened(new ExitProposed(new ExitCheck(States.Exit(ExitReason.Other).Exit, r.Now, World.Clerk.Subject)));
        Assert.Contains(record.Duties, d => d is { Key: "exitCheck", Kind: DutyKind.ExitCheck });
        Assert.Equal(RefusalCode.ExitAlreadyProposed, Ask(States.Exit(ExitReason.Hired), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SecondPersonNeeded, Ask(new ConfirmExit(), World.Clerk).Refusal!.Code);
        Scripts.Ok(Ask(new ConfirmExit(), World.SecondClerk));
        Assert.Null(record.Registration);
        Assert.Equal([World.Clerk.Subject, World.SecondClerk.Subject], Assert.Single(record.Past).DecidedBy);
        Assert.Empty(record.Duties);
    }

    [Fact]
    public void A_waiting_exit_that_the_rule_forbids_now_can_only_be_rejected()
    {
        Happened(
            new ExitProposed(
                new ExitCheck(States.Exit(ExitReason.GaveUpJobSeeking).Exit with { Statement = null }, r.Now, World.Clerk.Subject)
            )
        );
        var refusal = Ask(new ConfirmExit(), World.SecondClerk).Refusal!;
        Assert.Equal((FieldRule.NeedsOwnStatement, "persons.reject-exit"), (refusal.Rule, Assert.Single(refusal.Allowed)));
        Assert.Equal(OutcomeKind.ExitRejected, Scripts.Ok(Ask(new RejectExit("没有本人表示"), World.SecondClerk)).Kind);
        Assert.Null(record.Registration!.ExitCheck);
        Assert.DoesNotContain(record.Duties, d => d.Kind == DutyKind.ExitCheck);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_waiting_revocation_is_confirmed_by_a_supervisor_or_rejected(bool confirmed)
    {
        var number = record.Registration!.Number;
        Happened(new RevocationProposed(new RevocationCheck(Scripts.Revoke(number, r.Now).Revocation, r.Now, World.Supervisor.Subject)));
        Assert.Contains(record.Duties, d => d is { Key: "secondPerson:revocation", Kind: DutyKind.SecondPerson });
        Assert.Equal(RefusalCode.RevocationAlreadyProposed, Ask(Scripts.Revoke(number, r.Now), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, Ask(new ConfirmRevocation(), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SecondPersonNeeded, Ask(new ConfirmRevocation(), World.Supervisor).Refusal!.Code);
        Scripts.Ok(confirmed ? Ask(new ConfirmRevocation(), World.OtherSupervisor) : Ask(new RejectRevocation("系同名人员"), World.Clerk));
        Assert.Equal(confirmed, record.Registration is null);
        Assert.Equal(
            confirmed ? [World.Supervisor.Subject, World.OtherSupervisor.Subject] : null,
            record.Past.SingleOrDefault()?.Revocation?.DecidedBy
        );
        Assert.DoesNotContain(record.Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.Null(record.RevocationCheck);
    }

    /// <summary>As it is in a journal, with what followed it.</summary>
    private void Happened(PersonEvent change)
    {
        record = PersonFold.Apply(record, change);
        record = DutyKeeping.Follow(record, r.Context(World.Clerk)).Aggregate(record, PersonFold.Apply);
    }

    private Decision Ask(PersonCommand command, Actor by)
    {
        var decision = PersonDecider.Decide(record, command, r.Context(by));
        record = decision.Events.Aggregate(record, PersonFold.Apply);
        return decision;
    }
}
