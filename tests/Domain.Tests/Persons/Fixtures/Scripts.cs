using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Stories that several tests begin with. Person 0 has a citizen number, 1 a permit, 2 a foreigner's card.</summary>
internal static class Scripts
{
    public static SmallRegister Empty() => new(World.Citizen(), World.Permit(), World.Foreigner());

    public static SmallRegister Registered(int who = 0, string office = World.Urban)
    {
        var register = Empty();
        Register(register, who, office);
        return register;
    }

    public static void Register(
        SmallRegister register,
        int who,
        string office = World.Urban,
        Func<SubmitApplication, SubmitApplication>? with = null
    )
    {
        var application = World.Application(register.Numbers[who], register.Now, office);
        Ok(register.Ask(who, with is null ? application : with(application), World.Supervisor));
        Approve(register, who);
    }

    public static void Approve(SmallRegister register, int who)
    {
        Ok(
            register.Ask(
                who,
                new RecordVerification(
                    Domain.Persons.VerificationSubject.Identity,
                    Domain.Persons.VerificationOutcome.Confirmed,
                    World.Hand()
                ),
                World.Supervisor
            )
        );
        if (register.Records[who].Application!.ByReference is not null)
        {
            Ok(
                register.Ask(
                    who,
                    new RecordVerification(
                        Domain.Persons.VerificationSubject.ByReferenceGroup,
                        Domain.Persons.VerificationOutcome.Confirmed,
                        World.Hand()
                    ),
                    World.Supervisor
                )
            );
        }

        Ok(register.Ask(who, new ApproveApplication(), World.Supervisor));
    }

    /// <summary>Employed since three days before the registration at the latest, as the data of now say.</summary>
    public static RevokeRegistration Revoke(RegistrationNumber number, DateTimeOffset now, DateOnly? since = null) =>
        new(
            new RevocationDetails
            {
                Number = number,
                Reason = RevocationReason.Employed,
                Since = since ?? World.Day("2026-03-01"),
                Evidence = World.Match(now, "社会保险参保库"),
            }
        );

    /// <summary>Proposed by a clerk, confirmed by a supervisor.</summary>
    public static void Revoked(SmallRegister register, int who, DateOnly? since = null)
    {
        var record = register.Records[register.MainOf(who)];
        var number = record.Registration?.Number ?? record.Past[^1].Number;
        Ok(register.Ask(who, Revoke(number, register.Now, since), World.OtherSupervisor));
        Ok(register.Ask(who, new ConfirmRevocation(), World.Supervisor));
    }

    /// <summary>1 sends its case to 0, which becomes an alias of 2 before it arrives.</summary>
    public static SmallRegister CaseThatMeetsAnAlias()
    {
        var register = Registered(1);
        Known(register, 0);
        Known(register, 2);
        Ok(register.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        Ok(register.Send(0, new LinkTo(World.IdOf(2), "同一人"), World.Supervisor));
        register.Settle();
        return register;
    }

    /// <summary>A record that once had an application, and has nothing open.</summary>
    public static void Known(SmallRegister register, int who)
    {
        Ok(register.Ask(who, World.Application(register.Numbers[who], register.Now), World.Supervisor));
        Ok(register.Ask(who, new WithdrawApplication(World.Word()), World.Supervisor));
    }

    /// <summary>Ends the current application as entered in error, by two persons.</summary>
    public static CommandOutcome EndInError(SmallRegister register, int who, NoRightNumber none = NoRightNumber.CannotBeFound)
    {
        var number = register.Records[who].Application!.Number;
        var proposed = Ok(register.Ask(who, new EndAsEnteredInError(number, "号码录错") { NoRightNumber = none }, World.Supervisor));
        return Ok(register.Ask(who, new ConfirmProposal(proposed.Reference!), World.OtherSupervisor));
    }

    /// <summary>0 was mistyped for 1, which has become an alias of 2 before the case arrives.</summary>
    public static SmallRegister RightNumberThatIsAnAlias()
    {
        var register = Empty();
        Register(register, 2);
        Ok(register.Ask(1, World.Application(World.Permit(), register.Now), World.Supervisor));
        Ok(register.Send(1, new LinkTo(World.IdOf(2), "同一人"), World.Supervisor));
        register.Settle();
        Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Supervisor));
        Ok(
            register.Ask(
                0,
                new CorrectNumber(register.Records[0].Application!.Number, World.Permit(), World.IdOf(1), World.Hand()),
                World.OtherSupervisor
            )
        );
        Ok(register.Ask(0, new ConfirmProposal(register.Records[0].Proposal!.Id), World.Supervisor));
        register.Settle();
        return register;
    }

    public static CommandOutcome Ok(Decision decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Outcome!;
    }
}
