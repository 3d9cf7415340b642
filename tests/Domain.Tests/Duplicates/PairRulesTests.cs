using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Duplicates;

public sealed class PairRulesTests
{
    private static readonly PersonId First = PersonId.Parse("0123456789abcdef0123456789abcdef");
    private static readonly PersonId Second = PersonId.Parse("1123456789abcdef0123456789abcdef");
    private static readonly DuplicatePair Open = new(Guid.CreateVersion7(), First, Second, PairStatus.Open, null);

    private static readonly DuplicatePair Waiting = Open with
    {
        Status = PairStatus.Proposed,
        Proposal = new PairProposal(
            "p1",
            PairVerdict.Same,
            First,
            "居住证换领身份证",
            World.Supervisor.Subject,
            new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(8))
        ),
    };

    [Fact]
    public void A_proposal_names_the_record_that_stays_and_why()
    {
        Assert.Null(PairRules.MayPropose(Open, PairVerdict.Same, Second, "居住证换领身份证"));
        Assert.Null(PairRules.MayPropose(Open, PairVerdict.Different, null, "经核实为双胞胎"));
        Assert.Equal("main", PairRules.MayPropose(Open, PairVerdict.Same, null, "同一人")!.Field);
        Assert.Equal("main", PairRules.MayPropose(Open, PairVerdict.Different, First, "不同")!.Field);
        Assert.Equal("main", PairRules.MayPropose(Open, PairVerdict.Same, PersonId.Parse(new string('2', 32)), "同一人")!.Field);
        Assert.Equal(("note", FieldRule.NoContent), Reason(PairRules.MayPropose(Open, PairVerdict.Different, null, "  ")));
        Assert.Equal(("note", FieldRule.TooLong), Reason(PairRules.MayPropose(Open, PairVerdict.Different, null, new string('同', 501))));

        static (string?, FieldRule?) Reason(Refusal? refusal) => (refusal!.Field, refusal.Rule);
    }

    [Fact]
    public void One_proposal_waits_at_a_time_and_what_is_decided_stays()
    {
        Assert.Equal(RefusalCode.ProposalWaits, PairRules.MayPropose(Waiting, PairVerdict.Different, null, "不同")!.Code);
        foreach (var status in (PairStatus[])[PairStatus.Different, PairStatus.Same, PairStatus.Gone])
        {
            Assert.Equal(
                RefusalCode.PairDecided,
                PairRules.MayPropose(Open with { Status = status }, PairVerdict.Different, null, "不同")!.Code
            );
        }
    }

    [Fact]
    public void Another_supervisor_confirms_the_proposal_that_was_read()
    {
        Assert.Null(PairRules.MayConfirm(Waiting, "p1", World.OtherSupervisor));
        Assert.Equal(RefusalCode.SecondPersonNeeded, PairRules.MayConfirm(Waiting, "p1", World.Supervisor)!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, PairRules.MayConfirm(Waiting, "p1", World.Clerk)!.Code);
        Assert.Equal(RefusalCode.NoProposal, PairRules.MayConfirm(Waiting, "p0", World.OtherSupervisor)!.Code);
        Assert.Equal(RefusalCode.NoProposal, PairRules.MayConfirm(Open, "p1", World.OtherSupervisor)!.Code);
    }

    [Fact]
    public void A_proposal_is_dropped_with_a_note()
    {
        Assert.Null(PairRules.MayReject(Waiting, "p1", "证据不足"));
        Assert.Equal("note", PairRules.MayReject(Waiting, "p1", "")!.Field);
        Assert.Equal(RefusalCode.NoProposal, PairRules.MayReject(Open, "p1", "证据不足")!.Code);
    }

    [Fact]
    public void A_proposal_whose_numbers_are_being_linked_can_be_confirmed_only()
    {
        var linking = Waiting with { Proposal = Waiting.Proposal! with { IsLinking = true } };
        Assert.Null(PairRules.MayConfirm(linking, "p1", World.OtherSupervisor));
        var refusal = PairRules.MayReject(linking, "p1", "证据不足")!;
        Assert.Equal((RefusalCode.ProposalWaits, "p1"), (refusal.Code, refusal.State!.Number));
        Assert.Equal(["duplicates.confirm"], refusal.Allowed);
    }

    [Fact]
    public void Everybody_is_told_what_they_may_do()
    {
        var linking = Waiting with { Proposal = Waiting.Proposal! with { IsLinking = true } };
        Assert.Equal(["duplicates.propose"], PairRules.ActionsOf(Open, World.Clerk));
        Assert.Equal(["duplicates.reject"], PairRules.ActionsOf(Waiting, World.Clerk));
        Assert.Equal(["duplicates.reject"], PairRules.ActionsOf(Waiting, World.Supervisor));
        Assert.Equal(["duplicates.confirm", "duplicates.reject"], PairRules.ActionsOf(Waiting, World.OtherSupervisor));
        Assert.Equal(["duplicates.confirm"], PairRules.ActionsOf(linking, World.OtherSupervisor));
        Assert.Empty(PairRules.ActionsOf(linking, World.Supervisor));
        Assert.Empty(PairRules.ActionsOf(Open with { Status = PairStatus.Same }, World.OtherSupervisor));
    }
}
