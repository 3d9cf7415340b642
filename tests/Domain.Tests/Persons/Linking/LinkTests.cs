using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Two numbers of one person, and the messages between their records.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    [InlineData(true, true, 1)]
    public void One_registration_remains_of_both_and_undoing_gives_each_its_own_back(bool main, bool alias, int remaining)
    {
        var register = new SmallRegister(World.Citizen(), World.Citizen(2), World.Foreigner());
        Scripts.Known(register, 0);
        Scripts.Known(register, 1);
        if (main)
            Scripts.Register(register, 0);
        if (alias)
            Scripts.Register(register, 1, World.OtherUrban);
        var (before0, before1) = (Case(register, 0), Case(register, 1));

        Scripts.Ok(register.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        Repeat(register);
        Assert.Equal(remaining, register.Records.Count(r => r.Registration is not null));
        Assert.Equal(remaining, Contributions.Stock(register.CountsOf(0)) + Contributions.Stock(register.CountsOf(1)));

        Scripts.Ok(register.Send(0, new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor));
        Repeat(register);
        register.Settle();
        Repeat(register);
        Assert.Equal(before0, Case(register, 0));
        Assert.Equal(before1, Case(register, 1));
        Assert.Equal((main ? 1 : 0) + (alias ? 1 : 0), register.Records.Count(r => r.Registration is not null));
        register.CheckFolds();
    }

    /// <summary>
    /// The platform knows an item by its key. What happened to a registration is named by its place in the journal, and a case that moves
    /// goes on in another person's journal.
    /// </summary>
    [Fact]
    public void The_same_place_in_two_journals_gives_two_keys()
    {
        var register = new SmallRegister(World.Citizen(), World.Citizen(2));
        Scripts.Known(register, 0);
        Scripts.Register(register, 1);
        for (var i = 0; i < 20; i++)
            Contact(1);
        var first = Exit(1);
        var place = first.Split(':')[2];
        Scripts.Ok(register.Ask(1, new RevokeExit(register.Records[1].Past[0].Number, World.Hand()), World.Clerk));
        Scripts.Ok(register.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        register.Now = register.Now.AddMinutes(1);
        while (register.Records[0].Sequence + 1 < long.Parse(place, System.Globalization.CultureInfo.InvariantCulture))
            Contact(0);

        var second = Exit(0);
        Assert.Equal(first.Split(':')[..3], second.Split(':')[..3]);
        Assert.NotEqual(first, second);

        void Contact(int who) =>
            Scripts.Ok(
                register.Ask(who, new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached }, World.Clerk)
            );

        string Exit(int who)
        {
            Scripts.Ok(register.Ask(who, States.Exit(ExitReason.Hired), World.Clerk));
            return register.PlatformItems.Last(item => item.Kind == PlatformItemKind.Exit).Key;
        }
    }

    [Fact]
    public void A_case_that_meets_an_alias_goes_back_to_its_number()
    {
        var register = Scripts.CaseThatMeetsAnAlias();
        Assert.Null(register.Records[1].AliasOf);
        Assert.NotNull(register.Records[1].Registration);
        Repeat(register);
        Assert.Single(register.Records, r => r.Registration is not null);
    }

    [Fact]
    public void A_second_open_application_becomes_the_wish_of_its_office_for_the_case()
    {
        var register = Scripts.Registered();
        Scripts.Ok(register.Ask(1, World.Application(World.Permit(), register.Now, World.OtherUrban), World.Supervisor));
        Scripts.Ok(register.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        Assert.Equal(World.OtherUrban, Assert.Single(register.Records[0].Registration!.TransferRequests).ToOffice);
        Scripts.Ok(register.Ask(1, new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor));
        register.Settle();
        Assert.Empty(register.Records[0].Registration!.TransferRequests);
        Assert.True(register.Records[1].Application!.IsOpen);
    }

    [Fact]
    public void A_foreigners_card_does_not_count_and_the_citizen_number_it_is_linked_to_does()
    {
        var register = Scripts.Registered(2);
        Scripts.Known(register, 0);
        Assert.Equal(0, Contributions.Stock(register.CountsOf(2)));
        Scripts.Ok(register.Send(2, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        Assert.True(register.Records[0].Registration!.Counted);

        var known = Scripts.Registered();
        Scripts.Ok(
            known.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = Domain.Codes.ExitReason.Hired,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Word(),
                    }
                ),
                World.Clerk
            )
        );
        Scripts.Register(known, 2);
        Scripts.Ok(known.Send(2, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        known.Settle();
        Assert.True(known.Records[0].Registration!.Counted);
        Assert.Equal(1, Contributions.Stock(known.CountsOf(0)));
    }

    [Fact]
    public void Neither_itself_nor_an_alias_nor_a_record_with_aliases_can_become_an_alias()
    {
        var register = Scripts.Registered();
        Scripts.Known(register, 1);
        Assert.Equal(RefusalCode.CannotLink, register.Send(0, new LinkTo(World.IdOf(0), "x"), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, register.Send(0, new LinkTo(World.IdOf(1), "x"), World.Clerk).Refusal!.Code);
        Scripts.Ok(register.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        Assert.Equal(RefusalCode.CannotLink, register.Send(0, new LinkTo(World.IdOf(2), "x"), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.CannotLink, register.Send(1, new LinkTo(World.IdOf(2), "x"), World.Supervisor).Refusal!.Code);
    }

    [Fact]
    public void A_link_needs_two_ends_that_exist_and_the_word_of_the_office_that_has_the_other()
    {
        var register = Scripts.Registered(1, World.OtherUrban);
        Assert.Equal(RefusalCode.NothingToLinkTo, register.Ask(1, new LinkTo(World.IdOf(77), "x"), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.NothingToLinkTo, register.Ask(1, new LinkTo(World.IdOf(0), "x"), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.UnknownPerson, register.Ask(0, new LinkTo(World.IdOf(1), "x"), World.Supervisor).Refusal!.Code);

        // An empty record, of which an application was entered in error, has no person either.
        Scripts.Ok(register.Ask(2, World.Application(World.Foreigner(), register.Now), World.Supervisor));
        Scripts.EndInError(register, 2);
        Assert.Equal(RefusalCode.NothingToLinkTo, register.Ask(1, new LinkTo(World.IdOf(2), "x"), World.Supervisor).Refusal!.Code);

        Scripts.Register(register, 0);
        var other = new Actor("supervisor-9", Role.Supervisor, "98190001");
        Assert.Equal(RefusalCode.MainOutOfReach, register.Ask(1, new LinkTo(World.IdOf(0), "x"), other).Refusal!.Code);
        Assert.Equal(RefusalCode.NotYourCase, register.Ask(0, new AgreeToLink(World.IdOf(1), "x"), other).Refusal!.Code);
        Assert.Null(register.Records[1].AliasOf);
        Scripts.Ok(register.Ask(0, new AgreeToLink(World.IdOf(2), "另一个号码"), World.CountySupervisor));
        Assert.Equal(RefusalCode.MainOutOfReach, register.Ask(1, new LinkTo(World.IdOf(0), "x"), other).Refusal!.Code);

        Scripts.Ok(register.Ask(0, new AgreeToLink(World.IdOf(1), "同一人"), World.CountySupervisor));
        var agreed = register.Now;
        register.Now = World.At("2026-04-02T00:00");
        Assert.Equal(RefusalCode.MainOutOfReach, register.Ask(1, new LinkTo(World.IdOf(0), "x"), other).Refusal!.Code);
        register.Now = agreed.AddDays(30);
        Scripts.Ok(register.Ask(1, new LinkTo(World.IdOf(0), "同一人"), other));
        register.Settle();
        Assert.Equal([World.IdOf(2)], register.Records[0].LinkAgreements.Select(a => a.Alias));
        register.CheckFolds();
    }

    /// <summary>The case is on its way while the other record changes hands: it arrives with the permissions of who ordered it.</summary>
    [Fact]
    public void A_case_does_not_arrive_where_the_one_who_ordered_it_no_longer_reaches()
    {
        var register = Scripts.Registered();
        Scripts.Register(register, 1);
        Scripts.Ok(register.Ask(1, new LinkTo(World.IdOf(0), "同一人"), World.CountySupervisor));
        var message = Assert.Single(register.Sent);
        Assert.Equal((World.CountySupervisor, register.Now), (message.Move.Order!.By, message.Move.Order.At));
        Scripts.Ok(register.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        register.Settle();
        Assert.Empty(register.Records[0].Aliases);
        Assert.Null(register.Records[1].AliasOf);
        Assert.Equal(World.Urban, register.Records[1].Registration!.Office);
        Repeat(register);
        Assert.Empty(register.Records[0].Aliases);
        register.CheckFolds();
    }

    [Fact]
    public void A_case_does_not_arrive_at_a_number_of_which_nobody_is_known_any_more()
    {
        var register = Scripts.Registered(1);
        Scripts.Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Clerk));
        Scripts.Ok(register.Ask(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        Scripts.EndInError(register, 0);
        Assert.Null(register.Records[0].Identity);
        register.Settle();
        Assert.Empty(register.Records[0].Aliases);
        Assert.NotNull(register.Records[1].Registration);
    }

    [Fact]
    public void An_agreement_that_was_good_when_the_link_was_ordered_is_good_when_the_case_arrives()
    {
        var register = Scripts.Registered();
        Scripts.Register(register, 1, World.OtherUrban);
        var other = new Actor("supervisor-9", Role.Supervisor, "98190001");
        Scripts.Ok(register.Ask(0, new AgreeToLink(World.IdOf(1), "同一人"), World.CountySupervisor));
        register.Now = register.Now.AddDays(30);
        Scripts.Ok(register.Ask(1, new LinkTo(World.IdOf(0), "同一人"), other));
        register.Now = register.Now.AddDays(2);
        register.Settle();
        Assert.Single(register.Records[0].Aliases);
    }

    [Fact]
    public void An_application_made_while_a_link_had_the_registration_elsewhere_ends_in_that_registration()
    {
        var register = new SmallRegister(World.Citizen(), World.Citizen(2), World.Foreigner());
        Scripts.Register(register, 0, with: a => a with { ByReference = Domain.Codes.ByReferenceGroup.Graduate });
        Scripts.Register(register, 1);
        Scripts.Ok(register.Ask(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        register.Settle();
        Scripts.Ok(
            register.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = Domain.Codes.ExitReason.Hired,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Word(),
                    }
                ),
                World.Supervisor
            )
        );
        var applied = Scripts.Ok(
            register.Ask(
                0,
                World.Application(World.Citizen(), register.Now) with
                {
                    ByReference = Domain.Codes.ByReferenceGroup.UnemploymentSubsidy,
                },
                World.Supervisor
            )
        );
        Scripts.Ok(register.Ask(0, new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor));
        register.Settle();
        var standing = register.Records[0].Registration;
        Assert.NotNull(standing);
        var stock = register.CountsOf(0).Count;
        var done = Scripts.Ok(register.Ask(0, new ApproveApplication(), World.Supervisor));
        Assert.Equal((OutcomeKind.Approved, applied.Application, standing.Number), (done.Kind, done.Application, done.Registration));
        Assert.Equal(standing, register.Records[0].Registration);
        Assert.Equal(stock, register.CountsOf(0).Count);
        register.CheckFolds();
    }

    [Fact]
    public void An_application_that_was_open_beside_a_registration_comes_back_open()
    {
        var register = new SmallRegister(World.Citizen(), World.Citizen(2), World.Foreigner());
        var application = World.Application(World.Citizen(), register.Now) with
        {
            Channel = ApplicationChannel.Platform,
            PlatformNumber = PlatformApplicationNumber.Parse("P1"),
        };
        Scripts.Ok(register.Ask(0, application, Actor.Register));
        Scripts.Register(register, 1);
        var mistyped = register.Records[1].Application!.Number;
        Scripts.Ok(register.Ask(1, new CorrectNumber(mistyped, World.Citizen(), World.IdOf(0), World.Hand()), World.Clerk));
        Scripts.Ok(register.Ask(1, new ConfirmProposal(register.Records[1].Proposal!.Id), World.Supervisor));
        register.Settle();
        Assert.NotNull(register.Records[0].Registration);
        Assert.True(register.Records[0].Application!.IsOpen);
        var before = Case(register, 0);

        Scripts.Known(register, 2);
        Scripts.Ok(register.Send(0, new LinkTo(World.IdOf(2), "同一人"), World.Supervisor));
        register.Settle();
        Scripts.Ok(register.Send(2, new Unlink(World.IdOf(0), "不是同一人"), World.Supervisor));
        register.Settle();
        Assert.Equal(before, Case(register, 0));
        register.CheckFolds();
    }

    /// <summary>Everything ever sent arrives again, the newest first and then the oldest.</summary>
    private static void Repeat(SmallRegister register)
    {
        foreach (var message in register.Sent.AsEnumerable().Reverse().Concat(register.Sent).ToArray())
            register.Deliver(message, confirm: false);
    }

    /// <summary>The case, without the marks that the moves themselves leave.</summary>
    private static string Case(SmallRegister register, int who) =>
        SmallRegister.JsonOf(register.Records[who] with { Sequence = 0, SettledMoves = [], PendingMove = null });
}
