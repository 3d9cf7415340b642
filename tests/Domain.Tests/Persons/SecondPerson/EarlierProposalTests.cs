using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Exits and revocations that an older version proposed, with events of their own: they still wait, and are confirmed or rejected.
/// </summary>
public sealed class EarlierProposalTests
{
    private readonly SmallRegister _r = Scripts.Registered();

    private PersonRecord _record;

    public EarlierProposalTests() => _record = _r.Records[0];

    [Fact]
    public void A_waiting_exit_has_its_duty_and_is_confirmed_by_another_person()
    {
        Happened(new ExitProposed(new ExitCheck(States.Exit(ExitReason.Other).Exit, _r.Now, World.Clerk.Subject)));
        Assert.Contains(_record.Duties, d => d is { Key: "exitCheck", Kind: DutyKind.ExitCheck });
        Assert.Equal(RefusalCode.ExitAlreadyProposed, Ask(States.Exit(ExitReason.Hired), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SecondPersonNeeded, Ask(new ConfirmExit(), World.Clerk).Refusal!.Code);
        Scripts.Ok(Ask(new ConfirmExit(), World.SecondClerk));
        Assert.Null(_record.Registration);
        Assert.Equal([World.Clerk.Subject, World.SecondClerk.Subject], Assert.Single(_record.Past).DecidedBy);
        Assert.Empty(_record.Duties);
    }

    [Fact]
    public void A_waiting_exit_that_the_rule_forbids_now_can_only_be_rejected()
    {
        Happened(
            new ExitProposed(
                new ExitCheck(States.Exit(ExitReason.GaveUpJobSeeking).Exit with { Statement = null }, _r.Now, World.Clerk.Subject)
            )
        );
        var refusal = Ask(new ConfirmExit(), World.SecondClerk).Refusal!;
        Assert.Equal((FieldRule.NeedsOwnStatement, "persons.reject-exit"), (refusal.Rule, Assert.Single(refusal.Allowed)));
        Assert.Equal(OutcomeKind.ExitRejected, Scripts.Ok(Ask(new RejectExit("没有本人表示"), World.SecondClerk)).Kind);
        Assert.Null(_record.Registration!.ExitCheck);
        Assert.DoesNotContain(_record.Duties, d => d.Kind == DutyKind.ExitCheck);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_waiting_revocation_is_confirmed_by_a_supervisor_or_rejected(bool confirmed)
    {
        var number = _record.Registration!.Number;
        Happened(new RevocationProposed(new RevocationCheck(Scripts.Revoke(number, _r.Now).Revocation, _r.Now, World.Supervisor.Subject)));
        Assert.Contains(_record.Duties, d => d is { Key: "secondPerson:revocation", Kind: DutyKind.SecondPerson });
        Assert.Equal(RefusalCode.RevocationAlreadyProposed, Ask(Scripts.Revoke(number, _r.Now), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, Ask(new ConfirmRevocation(), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.SecondPersonNeeded, Ask(new ConfirmRevocation(), World.Supervisor).Refusal!.Code);
        Scripts.Ok(confirmed ? Ask(new ConfirmRevocation(), World.OtherSupervisor) : Ask(new RejectRevocation("系同名人员"), World.Clerk));
        Assert.Equal(confirmed, _record.Registration is null);
        Assert.Equal(
            confirmed ? [World.Supervisor.Subject, World.OtherSupervisor.Subject] : null,
            _record.Past.SingleOrDefault()?.Revocation?.DecidedBy
        );
        Assert.DoesNotContain(_record.Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.Null(_record.RevocationCheck);
    }

    /// <summary>As it is in a journal, with what followed it.</summary>
    private void Happened(PersonEvent change)
    {
        _record = PersonFold.Apply(_record, change);
        _record = DutyKeeping.Follow(_record, _r.Context(World.Clerk)).Aggregate(_record, PersonFold.Apply);
    }

    private Decision Ask(PersonCommand command, Actor by)
    {
        var decision = PersonDecider.Decide(_record, command, _r.Context(by));
        _record = decision.Events.Aggregate(_record, PersonFold.Apply);
        return decision;
    }
}
