using Grid.Domain.Codes;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>撤销登记: a registration that the facts never allowed. What it does to figures is in <c>RevocationCountTests</c>.</summary>
public sealed class RevocationTests
{
    private readonly SmallRegister register = Registered();

    private PersonRecord Record => register.Records[0];

    [Fact]
    public void Two_persons_revoke_it_and_the_record_stays_readable()
    {
        var number = Record.Registration!.Number;
        Assert.Equal(OutcomeKind.RevocationProposed, Ok(register.Ask(0, Revoke(number, register.Now), World.Clerk)).Kind);
        Assert.NotNull(Record.Registration);
        var waits = Assert.Single(Record.Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.Equal((World.Urban, World.Day("2026-03-03")), (waits.Office, waits.Due.Date));
        Assert.Equal(RefusalCode.SupervisorNeeded, register.Ask(0, new ConfirmRevocation(), World.SecondClerk).Refusal!.Code);
        Assert.Equal(OutcomeKind.RegistrationRevoked, Ok(register.Ask(0, new ConfirmRevocation(), World.Supervisor)).Kind);

        Assert.Null(Record.Registration);
        var past = Assert.Single(Record.Past);
        Assert.Equal((number, PastEnding.Revoked, RevocationReason.Employed), (past.Number, past.Ending, past.Revocation!.Details.Reason));
        Assert.Equal([World.Clerk.Subject, World.Supervisor.Subject], past.Revocation.DecidedBy);
        Assert.Empty(Record.Duties);
        Assert.All(register.JournalOf(0).OfType<DutyClosed>().Where(d => d.Kind != DutyKind.Review && d.Kind != DutyKind.SecondPerson), d =>
            Assert.Equal(DutyClosing.Obsolete, d.How)
        );

        var item = register.PlatformItems[^1];
        Assert.Equal((PlatformItemKind.Revoked, "employed"), (item.Kind, item.Content.GetProperty("reason").GetString()));
        var notice = register.Notices[^1];
        Assert.Equal((NoticeKind.RegistrationRevoked, "2026-05-01"), (notice.Kind, notice.Facts.GetProperty("until").GetString()));
        Assert.Contains("行政复议", notice.Facts.GetProperty("remedy").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Clerk));
    }

    [Fact]
    public void Who_proposed_it_cannot_confirm_it_and_a_rejected_one_changes_nothing()
    {
        var number = Record.Registration!.Number;
        Ok(register.Ask(0, Revoke(number, register.Now), World.Supervisor));
        Assert.Equal(RefusalCode.SecondPersonNeeded, register.Ask(0, new ConfirmRevocation(), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.RevocationAlreadyProposed, register.Ask(0, Revoke(number, register.Now), World.Clerk).Refusal!.Code);
        Ok(register.Ask(0, new RejectRevocation("系同名人员"), World.Clerk));
        Assert.Equal(number, Record.Registration!.Number);
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.DoesNotContain(register.PlatformItems, i => i.Kind == PlatformItemKind.Revoked);
        Assert.Equal(RefusalCode.NoRevocationProposed, register.Ask(0, new ConfirmRevocation(), World.OtherSupervisor).Refusal!.Code);
    }

    [Theory]
    [InlineData(RevocationReason.Employed, "2026-03-03", EvidenceBasis.ManualCheck, "since", FieldRule.AfterRegistration)]
    [InlineData(RevocationReason.Employed, null, EvidenceBasis.ManualCheck, "since", FieldRule.Required)]
    [InlineData(RevocationReason.Employed, "1980-01-01", EvidenceBasis.ManualCheck, "since", FieldRule.BeforeBirth)]
    [InlineData(RevocationReason.UnderSixteen, null, EvidenceBasis.ManualCheck, "reason", FieldRule.SixteenOrOlder)]
    [InlineData(RevocationReason.NotThisPerson, "2026-03-01", EvidenceBasis.ManualCheck, "since", FieldRule.OnlyWithLastingFact)]
    [InlineData(RevocationReason.DrawingPension, "2026-03-01", EvidenceBasis.PersonDeclaration, "evidence.basis", null)]
    [InlineData(RevocationReason.Employed, "2026-01-10", EvidenceBasis.DataMatch, "evidence.basis", FieldRule.NeedsCheckByHand)] // The old employment, whose end the employer has not reported.
    public void What_does_not_show_it_is_refused(RevocationReason reason, string? since, EvidenceBasis basis, string field, FieldRule? rule)
    {
        var evidence = basis switch
        {
            EvidenceBasis.ManualCheck => World.Hand(),
            EvidenceBasis.DataMatch => World.Match(register.Now),
            _ => World.Word(),
        };
        var details = new RevocationDetails
        {
            Number = Record.Registration!.Number,
            Reason = reason,
            Since = since is null ? null : World.Day(since),
            Evidence = evidence,
        };
        var refusal = register.Ask(0, new RevokeRegistration(details), World.Clerk).Refusal!;
        Assert.Equal((field, rule), (refusal.Field, refusal.Rule));
    }

    [Fact]
    public void Evidence_older_than_the_registration_shows_nothing_of_its_day()
    {
        var details = Revoke(Record.Registration!.Number, World.At("2020-01-20T10:00")).Revocation;
        var refusal = register.Ask(0, new RevokeRegistration(details), World.Clerk).Refusal!;
        Assert.Equal(("evidence.matchedAt", FieldRule.BeforeRegistration, "2026-03-02"), (refusal.Field, refusal.Rule, refusal.AtLeast));
    }

    [Fact]
    public void An_exit_dated_before_the_registration_is_refused_with_its_day_and_the_way_to_go()
    {
        var exit = States.Exit(ExitReason.Hired).Exit with { On = World.Day("2026-03-01") };
        var refusal = register.Ask(0, new RecordExit(exit), World.Clerk).Refusal!;
        Assert.Equal((FieldRule.BeforeRegistration, "2026-03-02"), (refusal.Rule, refusal.AtLeast));
        Assert.Contains("persons.revoke-registration", refusal.Allowed);
    }

    [Fact]
    public void One_that_had_exited_is_revoked_with_its_exit_and_undone_it_has_exited_again()
    {
        Ok(register.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Revoked(register, 0);
        Assert.Equal(PastEnding.Revoked, Record.Past[^1].Ending);
        Assert.Equal(ExitReason.Hired, Record.Past[^1].Exit!.Reason);
        Assert.Equal(
            RefusalCode.NotRevocable,
            register.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Clerk).Refusal!.Code
        );

        Object(ObjectionSubject.Revocation);
        Answer(World.SecondClerk);
        var past = Assert.Single(Record.Past);
        Assert.Equal((PastEnding.Exited, ExitReason.Hired), (past.Ending, past.Exit!.Reason));
        Assert.Equal([World.Clerk.Subject], past.DecidedBy);
        Assert.Equal(
            [PlatformItemKind.Revoked, PlatformItemKind.RevocationUndone, PlatformItemKind.Exit],
            register.PlatformItems.TakeLast(3).Select(i => i.Kind)
        );
    }

    [Fact]
    public void A_by_reference_case_that_made_room_is_active_again_and_goes_again()
    {
        var r = Empty();
        Register(r, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Approve(r, 0);
        Revoked(r, 0);
        Assert.Equal(ByReferenceGroup.Graduate, r.Records[0].Registration!.ByReference);
        Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Revocation, "当时并未就业"), World.Clerk));
        Ok(r.Ask(0, new AnswerObjection(r.Records[0].Objections[0].Id, true, "原决定有误"), World.Clerk));
        Assert.Null(r.Records[0].Registration!.ByReference);
        Assert.Equal(PastEnding.BecameOrdinary, Assert.Single(r.Records[0].Past).Ending);
        r.CheckFolds();
    }

    [Fact]
    public void Who_proposed_or_confirmed_it_does_not_answer_and_upheld_it_is_active_again_with_its_day()
    {
        Ok(register.Ask(0, new RecordBenefit("20", World.Day("2026-03-01"), null, World.Match(register.Now)), World.Clerk));
        var before = Record.Registration!;
        Ok(register.Ask(0, Revoke(before.Number, register.Now), World.Clerk));
        Ok(register.Ask(0, new ConfirmRevocation(), World.Supervisor));
        register.Now += TimeSpan.FromDays(10);
        Object(ObjectionSubject.Revocation);
        var id = Record.Objections[0].Id;
        Assert.Equal(
            RefusalCode.DeciderMayNotAnswer,
            register.Ask(0, new AnswerObjection(id, true, "原决定有误"), World.Clerk).Refusal!.Code
        );
        Assert.Equal(
            RefusalCode.DeciderMayNotAnswer,
            register.Ask(0, new AnswerObjection(id, false, "维持"), World.Supervisor).Refusal!.Code
        );
        Answer(World.OtherSupervisor);
        Assert.Equal(
            (before.Number, before.RegisteredOn, before.Service.Benefit),
            (Record.Registration!.Number, Record.Registration.RegisteredOn, Record.Registration.Service.Benefit)
        );
        Assert.Contains(Record.Duties, d => d.Kind == DutyKind.FirstContact);
        Assert.Equal(
            [NoticeKind.ObjectionAnswered, NoticeKind.RevocationUndone],
            register.Notices.Where(n => n.Kind is NoticeKind.ObjectionAnswered or NoticeKind.RevocationUndone).Select(n => n.Kind)
        );
        register.CheckFolds();
    }

    [Fact]
    public void A_revoked_exit_by_death_is_still_a_death_to_which_nothing_is_sent()
    {
        Ok(register.Ask(0, States.Exit(ExitReason.Death) with { }, World.Clerk));
        var sent = register.Notices.Count;
        Revoked(register, 0);
        Assert.Equal(sent, register.Notices.Count);
    }

    private void Object(ObjectionSubject against) => Ok(register.Ask(0, new RaiseObjection(against, "请复核"), World.Clerk));

    private void Answer(Actor by) => Ok(register.Ask(0, new AnswerObjection(Record.Objections[0].Id, true, "原决定有误"), by));
}
