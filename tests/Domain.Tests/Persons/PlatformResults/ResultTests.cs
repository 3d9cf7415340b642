using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>Each application of the platform gets its result under its own number, whatever its result was here.</summary>
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
                Scripts.Ok(
                    r.Ask(
                        0,
                        new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand()),
                        World.Clerk
                    )
                );
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
    public void One_that_ends_without_a_decision_is_reported_too(string how, string result)
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
        Scripts.Ok(
            how switch
            {
                "grant" => r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk),
                "decline" => r.Ask(0, new DeclineTransfer(reference, World.Word()), World.Clerk),
                _ => r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk),
            }
        );
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

    /// <summary>The link was a mistake that was undone, and made again. The outbox keeps one item under a key.</summary>
    [Fact]
    public void One_that_comes_with_a_second_link_has_its_second_result_under_a_key_of_its_own()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(1, Of(r, "P-1", who: 1), Actor.Register));
        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();
        r.Now += TimeSpan.FromDays(1);
        Scripts.Ok(r.Send(0, new Unlink(World.IdOf(1), "误关联"), World.Supervisor));
        r.Settle();
        r.Now += TimeSpan.FromDays(1);
        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();

        var results = r
            .PlatformItems.Where(item => item.Kind == PlatformItemKind.Result && PlatformResults.NumberOf(item) == "P-1")
            .ToList();
        Assert.Equal(2, results.Count);
        Assert.Distinct(results.Select(item => item.Key));
        ReplayedItems.Check(r);
        foreach (var made in results)
        {
            var again = PlatformRenewal.Of(made.Key, r.Records[0], r.RecordedOf(0), World.Offices)!;
            Assert.Equal((made.Key, made.Content.GetRawText()), (again.Key, again.Content.GetRawText()));
        }

        // As an earlier version wrote it, without the place in the journal: renewed under the key that the outbox has.
        var earlier = string.Join(':', results[1].Key.Split(':')[..4]);
        var renewed = PlatformRenewal.Of(earlier, r.Records[0], r.RecordedOf(0), World.Offices)!;
        Assert.Equal((earlier, results[1].Content.GetRawText()), (renewed.Key, renewed.Content.GetRawText()));
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

    /// <summary>
    /// The number's owner is served by reference and has asked for another office; the application of somebody of the same name was typed
    /// under the number, the office corrected the name, and the platform repeats it.
    /// </summary>
    [Fact]
    public void Of_a_corrected_number_only_what_waits_for_the_moved_application_goes_along()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        var owner = r.Records[0].Identity!;
        Scripts.Ok(r.Ask(0, Of(r, "P-1", World.OtherUrban) with { ByReference = ByReferenceGroup.Graduate }, Actor.Register));
        Scripts.Ok(r.Ask(0, Of(r, "P-2"), Actor.Register));
        Scripts.Ok(
            r.Ask(0, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Contradicted, World.Hand()), World.Clerk)
        );
        Scripts.Ok(r.Ask(0, new AskCorrection("姓名与证件不符"), World.Clerk));
        Scripts.Ok(r.Ask(0, new CorrectIdentity(PersonName.Parse("司徒核对")), World.Clerk));
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

    /// <summary>It was refused here, and the office joined it to what the person had applied for at the counter.</summary>
    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("refuse", "notApproved")]
    public void One_that_was_refused_and_joined_at_the_office_shares_the_decision_to_come(string how, string result)
    {
        var r = States.Of("submitted");
        Assert.Equal(OutcomeKind.PlatformApplicationJoined, Join(r, "P-7").Kind);
        Join(r, "P-7");
        Assert.Empty(Results(r));
        Assert.Single(r.Records[0].AwaitingResults);
        Decide(r, how);
        Assert.Equal([("P-7", result)], Results(r));
        Join(r, "P-7");
        Assert.Equal([("P-7", result)], Results(r));
    }

    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("refuse", "notApproved")]
    public void One_that_is_joined_after_the_decision_gets_that_very_decision_at_once(string how, string result)
    {
        var r = States.Of("submitted");
        Decide(r, how);
        Join(r, "P-7");
        Join(r, "P-7");
        var item = Assert.Single(r.PlatformItems, item => item.Kind == PlatformItemKind.Result && PlatformResults.NumberOf(item) == "P-7");
        Assert.Equal(result, item.Content.GetProperty("status").GetString());
        Assert.Equal("P-7", item.Key.Split(':')[3]);
        var mapped = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, item.Region);
        Assert.Null(mapped.Fault);
        Assert.Equal(how == "refuse", mapped.Fields!.Value.TryGetProperty("bae012", out _));
        Assert.Empty(r.Records[0].AwaitingResults);
    }

    [Fact]
    public void One_that_shares_a_refusal_shares_the_next_decision_when_the_application_is_opened_again()
    {
        var r = States.Of("submitted");
        Decide(r, "refuse");
        Join(r, "P-7");
        var objection = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.NonApproval, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(objection, true, "经核查属实"), World.Supervisor));
        Assert.Single(r.Records[0].AwaitingResults);
        Scripts.Approve(r, 0);
        Assert.Equal([("P-7", "notApproved"), ("P-7", "approved")], Results(r));
    }

    [Fact]
    public void One_joined_to_a_registration_that_is_over_gets_the_approval_and_to_one_that_was_revoked_none()
    {
        var r = Scripts.Registered();
        var of = r.Records[0].Application!.Number;
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(r.Numbers[0], r.Now), World.Clerk));
        Join(r, "P-7", of);
        Assert.Equal([("P-7", "approved")], Results(r));

        Scripts.Ok(r.Ask(0, Scripts.Revoke(r.Records[0].Past[^1].Number, r.Now), World.Clerk));
        Scripts.Ok(r.Ask(0, new ConfirmRevocation(), World.Supervisor));
        Join(r, "P-8", of);
        Assert.Equal([("P-7", "approved"), ("P-8", "lapsed")], Results(r));
    }

    [Fact]
    public void What_is_not_the_persons_or_out_of_reach_is_not_joined()
    {
        var r = States.Of("submitted");
        Scripts.Ok(r.Ask(1, World.Application(r.Numbers[1], r.Now), World.Clerk));
        Assert.Equal(RefusalCode.UnknownApplication, r.Ask(0, Joining("P-7", r.Records[1].Application!.Number), World.Clerk).Refusal?.Code);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, Joining("P-7", r.Records[0].Application!.Number), World.OtherClerk).Refusal?.Code);
        Assert.Empty(r.Records[0].AwaitingResults);
    }

    /// <summary>What is made of the journal again is what was made live.</summary>
    [Fact]
    public void A_joined_result_is_made_again_of_the_journal()
    {
        var r = States.Of("submitted");
        Decide(r, "refuse");
        Join(r, "P-7");
        var made = r.PlatformItems.Last(item => item.Kind == PlatformItemKind.Result);
        var again = PlatformRenewal.Of(made.Key, r.Records[0], r.RecordedOf(0), World.Offices);
        Assert.Equal(made.Content.GetRawText(), again!.Content.GetRawText());
    }

    /// <summary>
    /// An application that the office closed without one of the register's can be said to the platform, and names no person.
    /// </summary>
    [Fact]
    public void One_that_was_closed_has_a_result_that_the_table_can_say()
    {
        var item = SettledByOffice.Result(12, "P-9", World.Urban, World.Clerk, World.At("2026-03-02T10:00"), World.Offices);
        Assert.Equal("P-9", item.Key.Split(':', 4)[3]);
        var mapped = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, item.Region);
        Assert.Null(mapped.Fault);
        Assert.Equal(
            ("P-9", "8"),
            (mapped.Fields!.Value.GetProperty("bae001").GetString(), mapped.Fields.Value.GetProperty("bae011").GetString())
        );
        Assert.True(Domain.Identity.PersonId.NobodyOf(12).IsNobody);
        Assert.False(Domain.Identity.PersonId.FromGuid(Guid.Parse("0123456789abcdef0123456789abcdef")).IsNobody);
    }

    private static JoinPlatformApplication Joining(string number, ApplicationNumber of) => new(PlatformApplicationNumber.Parse(number), of);

    private static CommandOutcome Join(SmallRegister r, string number, ApplicationNumber? of = null) =>
        Scripts.Ok(r.Ask(0, Joining(number, of ?? r.Records[0].Application!.Number), World.Clerk));

    private static void Decide(SmallRegister r, string how)
    {
        switch (how)
        {
            case "approve":
                Scripts.Approve(r, 0);
                break;
            case "withdraw":
                Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
                break;
            default:
                Scripts.Ok(
                    r.Ask(
                        0,
                        new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand()),
                        World.Clerk
                    )
                );
                Scripts.Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.Employed), World.Clerk));
                break;
        }
    }

    private static CommandOutcome Send(SmallRegister r, string number, string office = World.Urban) =>
        Scripts.Ok(r.Ask(0, Of(r, number, office), Actor.Register));

    private static void Again(SmallRegister r, string number) => Assert.Equal(OutcomeKind.ApplicationExists, Send(r, number).Kind);

    private static SubmitApplication Of(SmallRegister r, string number, string office = World.Urban, int who = 0) =>
        World.Application(r.Numbers[who], r.Now, office) with
        {
            Channel = ApplicationChannel.Platform,
            PlatformNumber = PlatformApplicationNumber.Parse(number),
        };

    private static IEnumerable<(string?, string?)> Results(SmallRegister r) =>
        r
            .PlatformItems.Where(item => item.Kind == PlatformItemKind.Result && PlatformResults.NumberOf(item) is not null)
            .Select(item => (PlatformResults.NumberOf(item), item.Content.GetProperty("status").GetString()));
}
