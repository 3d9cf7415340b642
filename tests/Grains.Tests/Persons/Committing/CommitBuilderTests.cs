using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Persons.Committing;
using Grid.Grains.Persons.Duties;
using Grid.Grains.Tests.MadeUp;
using Grid.Silo.Reference;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons.Committing;

/// <summary>Which rows a commit carries, from decisions of the real rules.</summary>
public sealed class CommitBuilderTests
{
    private static readonly ReferenceSet Reference = ReferenceFiles.Load(folder: null);
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, ChinaTime.Offset);

    private int serial;

    [Fact]
    public void An_application_brings_its_row_its_person_and_its_duty()
    {
        var (record, commit) = Submitted();

        Assert.True(commit.Application is { IsNew: true, EnteredInError: false });
        Assert.Empty(commit.Registrations);
        Assert.Equal(Given.Office, commit.Search!.Office);
        Assert.False(commit.Search.Active);
        var review = Assert.Single(record.Duties);
        Assert.Equal(record.Application!.ReviewDue, review.Due);
        Assert.Equal(review.WarnFrom + DutyJitter.Of(record.Id), commit.Reminder!.At);
        Assert.True(Assert.Single(commit.Duties) is { Ended: false } row && row.Duty == review);
        Assert.Equal([1L, 2L], commit.Journal.Select(entry => entry.Sequence));
    }

    [Fact]
    public void A_check_writes_the_application_again_and_neither_search_nor_duty()
    {
        var (_, commit) = Run(Submitted().After, Given.IdentityConfirmed);

        Assert.True(commit.Application is { IsNew: false });
        Assert.Null(commit.Search);
        Assert.Null(commit.Reminder);
    }

    [Fact]
    public void An_approval_brings_a_new_registration_and_the_next_duty()
    {
        var (record, commit) = Registered();

        var row = Assert.Single(commit.Registrations);
        Assert.True(row is { IsNew: true, Status: RegistrationRowStatus.Active, EndedOn: null });
        Assert.Equal(record.Registration, row.Registration);
        Assert.True(commit.Search!.Active);
        Assert.Equal(record.Duties.Min(duty => duty.WarnFrom) + DutyJitter.Of(record.Id), commit.Reminder!.At);
        Assert.Equal([DutyClosing.InTime], commit.Duties.Where(change => change.Ended).Select(change => change.How!.Value));
        Assert.Contains(commit.Duties, change => change is { Ended: false, Duty.Kind: DutyKind.FirstContact });
        Assert.Equal(Enumerable.Range(4, commit.Journal.Count).Select(n => (long)n), commit.Journal.Select(entry => entry.Sequence));
    }

    [Fact]
    public void An_exit_ends_the_row_and_a_revoked_one_opens_it_again()
    {
        var (ended, exit) = Run(Registered().After, Given.Hired(ChinaTime.DateOf(Noon)));
        var gone = Assert.Single(exit.Registrations);
        Assert.True(gone is { IsNew: false, Status: RegistrationRowStatus.Exited, Exit: not null });
        Assert.Equal(ChinaTime.DateOf(Noon), gone.EndedOn);
        Assert.False(exit.Search!.Active);

        var (_, revoked) = Run(ended, new RevokeExit(gone.Registration.Number, Given.ByHand));
        Assert.True(
            Assert.Single(revoked.Registrations) is { IsNew: false, Status: RegistrationRowStatus.Active, Exit: null, EndedOn: null }
        );
    }

    [Fact]
    public void Entered_in_error_marks_both_rows_and_takes_the_person_out_of_search()
    {
        var before = Registered().After;

        var (proposed, waiting) = Run(
            before,
            new EndAsEnteredInError(before.Application!.Number, "wrong number") { NoRightNumber = NoRightNumber.CannotBeFound },
            Given.Supervisor
        );
        Assert.Null(waiting.Application);
        var (_, commit) = Run(proposed, new ConfirmProposal(proposed.Proposal!.Id), Given.SecondSupervisor);

        Assert.True(commit.Application is { EnteredInError: true, IsNew: false });
        Assert.Equal(RegistrationRowStatus.EnteredInError, Assert.Single(commit.Registrations).Status);
        Assert.Equal(new SearchRow(null, null, null, null, Active: false), commit.Search);
    }

    [Fact]
    public void A_link_sends_the_rows_away_and_the_receiver_takes_them_as_they_are()
    {
        var alias = Registered().After;
        var main = PersonRecord.Unknown(new(2));

        var (linked, leaving) = Run(alias, new LinkTo(main.Id, "one person"), Given.Supervisor);
        Assert.Equal(RegistrationRowStatus.Moving, Assert.Single(leaving.Registrations).Status);
        Assert.Null(leaving.Application);
        Assert.Null(leaving.Search!.Name);
        Assert.NotNull(leaving.Reminder!.At);

        // As an older version sends it: without its order, by which the receiver would see that it has no person itself.
        var move = linked.PendingMove! with { Order = null };
        var (taken, arriving) = Run(main, new TakeOverCase(alias.Id, move, Undoes: false), Actor.Register);
        Assert.True(Assert.Single(arriving.Registrations) is { IsNew: false, Status: RegistrationRowStatus.Active });
        Assert.True(arriving.Application is { IsNew: false });
        Assert.Equal(alias.Registration!.Number, taken.Registration!.Number);

        var (_, confirmed) = Run(linked, new ConfirmMove(linked.PendingMove!.Id), Actor.Register);
        Assert.Null(confirmed.Reminder!.At);
    }

    [Fact]
    public void A_second_open_application_that_a_link_brings_waits_in_no_list()
    {
        var alias = Submitted(new(1)).After;
        var main = Submitted(new(2)).After;
        var (linked, _) = Run(alias, new LinkTo(main.Id, "one person"), Given.Supervisor);

        var (taken, commit) = Run(main, new TakeOverCase(alias.Id, linked.PendingMove!, Undoes: false), Actor.Register);

        Assert.Equal(main.Application!.Number, taken.Application!.Number);
        Assert.True(commit.Application is { EnteredInError: true });
        Assert.Equal(alias.Application!.Number, commit.Application.Application.Number);
    }

    [Fact]
    public void Without_events_there_is_a_receipt_and_nothing_else()
    {
        var (record, _) = Submitted();
        var receipt = new ReceiptEntry(
            "clerk-1",
            "key",
            [1],
            "SubmitApplication",
            new CommandOutcome(OutcomeKind.ApplicationExists, record.Id)
        );

        var commit = CommitBuilder.Build(record, Decision.Accept(receipt.Outcome), Context(Given.Clerk), new CommitOrigin(receipt, null));

        Assert.Same(receipt, commit.Receipt);
        Assert.Empty(commit.Journal);
        Assert.True(commit is { Application: null, Search: null, Reminder: null, Registrations.Count: 0 });
    }

    private (PersonRecord After, PersonCommit Commit) Submitted(Grid.Domain.Identity.PersonId? id = null) =>
        Run(PersonRecord.Unknown(id ?? new(1)), Given.Application(CitizenNumbers.Next(), Noon));

    private (PersonRecord After, PersonCommit Commit) Registered() =>
        Run(Run(Submitted().After, Given.IdentityConfirmed).After, new ApproveApplication());

    private (PersonRecord After, PersonCommit Commit) Run(PersonRecord record, PersonCommand command, Actor? actor = null)
    {
        var context = Context(actor ?? Given.Clerk);
        var decision = PersonDecider.Decide(record, command, context);
        Assert.Null(decision.Refusal);
        return (decision.After!, CommitBuilder.Build(record, decision, context, new CommitOrigin(null, null)));
    }

    private DecisionContext Context(Actor actor) =>
        new()
        {
            Now = Noon,
            Actor = actor,
            Calendars = Reference.Calendars,
            Offices = Reference.Offices,
            Serial = ++serial,
            NewId = Guid.NewGuid(),
        };
}
