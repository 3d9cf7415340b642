using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Consequences;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Renumbering;
using Grid.Domain.Persons.SecondPerson;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Platform;

/// <summary>Each application of the platform gets its result under its own number, whatever became of it here.</summary>
public sealed class ResultTests
{
    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("error", "enteredInError")]
    [InlineData("refuse", "notApproved")]
    public void One_of_a_person_who_applied_at_the_window_before_shares_its_decision(string how, string result)
    {
        var r = States.Of("submitted");
        Send(r, "P-7");
        Assert.Empty(Results(r));
        switch (how)
        {
            case "approve":
                Scripts.Approve(r, 0);
                break;
            case "withdraw":
                Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
                break;
            case "error":
                Scripts.EndInError(r, 0);
                break;
            default:
                Scripts.Ok(r.Ask(0, new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand()), World.Clerk));
                Scripts.Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.Employed), World.Clerk));
                break;
        }

        Assert.Equal([("P-7", result)], Results(r));
        Assert.Empty(r.Records[0].AwaitingResults);
        Again(r, "P-7");
        Assert.Equal([("P-7", result)], Results(r));
    }

    [Theory]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("error", "enteredInError")]
    public void One_that_ends_without_a_decision_is_told_too(string how, string result)
    {
        var r = Scripts.Empty();
        Send(r, "P-1");
        if (how == "withdraw")
            Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        else
            Scripts.EndInError(r, 0);
        Assert.Equal([("P-1", result)], Results(r));
    }

    [Fact]
    public void One_of_a_person_who_is_registered_there_already_is_answered_at_once_and_once()
    {
        var r = Scripts.Registered();
        Assert.Equal(OutcomeKind.ApplicationExists, Send(r, "P-1").Kind);
        Again(r, "P-1");
        Assert.Equal([("P-1", "alreadyRegistered")], Results(r));
        Assert.Equal(r.Records[0].Registration!.Application, Scripts.Ok(r.Ask(0, Of(r, "P-2"), Actor.Register)).Application);
    }

    [Theory]
    [InlineData("grant", "alreadyRegistered")]
    [InlineData("decline", "transferDeclined")]
    [InlineData("exit", "lapsed")]
    public void One_that_became_a_transfer_request_is_answered_when_that_is_decided(string how, string result)
    {
        var r = Scripts.Registered();
        var reference = Send(r, "P-1", World.OtherUrban).Reference!;
        Assert.Equal(reference, Send(r, "P-2", World.OtherUrban).Reference);
        Assert.Empty(Results(r));
        Scripts.Ok(how switch
        {
            "grant" => r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk),
            "decline" => r.Ask(0, new DeclineTransfer(reference, World.Word()), World.Clerk),
            _ => r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk),
        });
        Assert.Equal([("P-1", result), ("P-2", result)], Results(r));
    }

    [Fact]
    public void A_request_for_an_open_application_shares_its_decision_once_it_was_granted()
    {
        var r = States.Of("submitted");
        Send(r, "P-1", World.OtherUrban);
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk));
        Assert.Empty(Results(r));
        Scripts.Approve(r, 0);
        Assert.Equal([("P-1", "approved")], Results(r));
    }

    [Fact]
    public void A_request_outlives_the_approval_of_the_application_that_it_was_made_on()
    {
        var r = States.Of("submitted");
        Send(r, "P-1", World.OtherUrban);
        Scripts.Approve(r, 0);
        Assert.Empty(Results(r));
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk));
        Assert.Equal([("P-1", "alreadyRegistered")], Results(r));
    }

    [Fact]
    public void One_under_another_number_of_the_person_is_answered_when_the_numbers_are_linked()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(1, Of(r, "P-1", who: 1), Actor.Register));
        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();
        Assert.Equal([("P-1", "alreadyRegistered")], Results(r));
    }

    [Fact]
    public void A_corrected_number_takes_along_what_waits_for_a_result()
    {
        var r = Scripts.Empty();
        Send(r, "P-1");
        Send(r, "P-2");
        Scripts.Ok(r.Ask(0, new CorrectNumber(r.Records[0].Application!.Number, r.Numbers[1], r.IdOf(1), World.Hand()), World.Clerk));
        Scripts.Ok(r.Ask(0, new ConfirmProposal(r.Records[0].Proposal!.Id), World.Supervisor));
        r.Settle();
        Assert.Empty(Results(r));
        Assert.Empty(r.Records[0].AwaitingResults);

        Scripts.Approve(r, 1);
        Assert.Equal([("P-1", "approved"), ("P-2", "approved")], Results(r).OrderBy(result => result.Item1, StringComparer.Ordinal));
    }

    /// <summary>The number's owner is served by reference and has asked for another office; somebody else's application was typed under the number, and the platform repeats it.</summary>
    [Fact]
    public void Of_a_corrected_number_only_what_waits_for_the_moved_application_goes_along()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        var owner = r.Records[0].Identity!;
        Scripts.Ok(r.Ask(0, Of(r, "P-1", World.OtherUrban) with { ByReference = ByReferenceGroup.Graduate }, Actor.Register));
        Scripts.Ok(r.Ask(0, Of(r, "P-2") with { Name = PersonName.Parse("司徒核对") }, Actor.Register));
        Scripts.Ok(r.Ask(0, Of(r, "P-3") with { Name = PersonName.Parse("司徒核对") }, Actor.Register));
        Assert.Equal(["P-1", "P-3"], r.Records[0].AwaitingResults.Select(one => one.Number.Value));

        Scripts.Ok(r.Ask(0, new CorrectNumber(r.Records[0].Application!.Number, r.Numbers[1], r.IdOf(1), World.Hand()), World.Clerk));
        Scripts.Ok(r.Ask(0, new ConfirmProposal(r.Records[0].Proposal!.Id), World.Supervisor));
        Assert.Equal((owner, "P-1"), (r.Records[0].Identity, Assert.Single(r.Records[0].AwaitingResults).Number.Value));
        r.Settle();
        Assert.Equal("P-3", Assert.Single(r.Records[1].AwaitingResults).Number.Value);
        Assert.Empty(Results(r));

        // Each gets the result of its own case, once.
        Scripts.Approve(r, 1);
        Assert.Equal([("P-2", "approved"), ("P-3", "approved")], Results(r).OrderBy(result => result.Item1, StringComparer.Ordinal));
        Scripts.Ok(r.Ask(0, new DeclineTransfer(r.Records[0].Registration!.TransferRequests.Single().Id, World.Word()), World.Clerk));
        Assert.Equal(("P-1", "transferDeclined"), Results(r).Last());
        Assert.Equal(3, Results(r).Count());
        Assert.All(r.Records, record => Assert.Empty(record.AwaitingResults));
        r.CheckFolds();
    }

    private static CommandOutcome Send(SmallRegister r, string number, string office = World.Urban) => Scripts.Ok(r.Ask(0, Of(r, number, office), Actor.Register));

    private static void Again(SmallRegister r, string number) => Assert.Equal(OutcomeKind.ApplicationExists, Send(r, number).Kind);

    private static SubmitApplication Of(SmallRegister r, string number, string office = World.Urban, int who = 0) => World.Application(r.Numbers[who], r.Now, office) with
    {
        Channel = ApplicationChannel.Platform,
        PlatformNumber = PlatformApplicationNumber.Parse(number),
    };

    private static IEnumerable<(string?, string?)> Results(SmallRegister r) => r.PlatformItems
        .Where(item => item.Kind == PlatformItemKind.Result && PlatformResults.NumberOf(item) is not null)
        .Select(item => (PlatformResults.NumberOf(item), item.Content.GetProperty("status").GetString()));
}
