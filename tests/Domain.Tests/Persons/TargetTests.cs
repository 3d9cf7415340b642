using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>A command that names its case hits no other one.</summary>
public sealed class TargetTests
{
    [Fact]
    public void A_command_for_an_older_application_does_not_hit_a_newer_one()
    {
        var r = Scripts.Empty();
        Scripts.Known(r, 0);
        var older = r.Records[0].Application!.Number;
        Scripts.Ok(r.Ask(0, World.Application(r.Numbers[0], r.Now), World.Supervisor));
        var newer = r.Records[0].Application!;
        Assert.NotEqual(older, newer.Number);

        var refusal = Decide(new WithdrawApplication(World.Word()), new CommandTarget { Application = older }).Refusal!;
        Assert.Equal((RefusalCode.NotCurrentCase, newer.Number.Value), (refusal.Code, refusal.State?.Number));
        Assert.Null(
            Decide(new WithdrawApplication(World.Word()), new CommandTarget { Application = older }, World.RuralClerk).Refusal!.State
        );
        Assert.Equal(
            OutcomeKind.Withdrawn,
            Decide(new WithdrawApplication(World.Word()), new CommandTarget { Application = newer.Number }).Outcome!.Kind
        );

        // As a host of an older version sends it.
        Assert.Equal(OutcomeKind.Withdrawn, Decide(new WithdrawApplication(World.Word()), null).Outcome!.Kind);

        Decision Decide(PersonCommand command, CommandTarget? target, Actor? actor = null) =>
            PersonDecider.Decide(r.Records[0], command, r.Context(actor ?? World.Supervisor) with { Target = target });
    }

    [Fact]
    public void A_command_for_a_registration_that_ended_does_not_hit_the_next_one()
    {
        var r = Scripts.Registered();
        var older = r.Records[0].Registration!.Number;
        Scripts.Ok(r.Ask(0, States.Exit(Domain.Codes.ExitReason.Hired), World.Supervisor));
        Assert.Equal(RefusalCode.NoActiveRegistration, Call(older).Refusal!.Code);
        Scripts.Register(r, 0);
        Assert.Equal(RefusalCode.NotCurrentCase, Call(older).Refusal!.Code);
        Assert.NotNull(Call(r.Records[0].Registration!.Number).Outcome);

        Decision Call(Domain.Numbers.RegistrationNumber number) =>
            PersonDecider.Decide(
                r.Records[0],
                new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached },
                r.Context(World.Supervisor) with
                {
                    Target = new CommandTarget { Registration = number },
                }
            );
    }

    [Fact]
    public void Nothing_is_decided_for_a_number_without_a_record()
    {
        var r = Scripts.Empty();
        var decision = PersonDecider.Decide(
            r.Records[0],
            new WithdrawApplication(World.Word()),
            r.Context(World.Supervisor) with
            {
                Target = new CommandTarget(),
            }
        );
        Assert.Equal(RefusalCode.NotFound, decision.Refusal!.Code);
        Scripts.Known(r, 0);
        decision = PersonDecider.Decide(
            r.Records[0],
            new WithdrawApplication(World.Word()),
            r.Context(World.Supervisor) with
            {
                Target = new CommandTarget(),
            }
        );
        Assert.Equal(RefusalCode.NoOpenApplication, decision.Refusal!.Code);
    }
}
