using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Whose case it is: a role that is not named here acts for no office, and the state of a case is for those who may act on it.
/// </summary>
public sealed class ScopeTests
{
    private static readonly DateOnly Today = World.Day("2026-03-02");

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Only_clerks_supervisors_the_register_and_systems_act_for_an_office(Role role) =>
        Assert.Equal(
            role
                is Role.Clerk
                    or Role.Supervisor
                    or Role.System
                    or Role.OfficeSystem
                    or Role.BenefitSystem
                    or Role.CivilAffairs
                    or Role.MatchingFeed
                    or Role.PlatformLink,
            CaseScope.Covers(new Actor("somebody", role, World.Urban), World.Urban, World.Offices, Today)
        );

    [Theory]
    [InlineData(Role.Clerk, World.Urban, World.OtherUrban, false)]
    [InlineData(Role.Clerk, "98010201", World.Urban, false)]
    [InlineData(Role.Supervisor, "98010201", World.Urban, true)]
    [InlineData(Role.Supervisor, World.Urban, "98010201", false)]
    [InlineData(Role.Supervisor, "98010201", World.OtherUrban, false)]
    [InlineData(Role.Supervisor, null, World.Urban, false)]
    [InlineData(Role.Clerk, null, World.Urban, false)]
    [InlineData(Role.OfficeSystem, "98010201", World.Urban, true)]
    [InlineData(Role.OfficeSystem, World.Urban, "98010201", false)]
    [InlineData(Role.OfficeSystem, "98010201", World.OtherUrban, false)]
    [InlineData(Role.OfficeSystem, null, World.Urban, false)]
    [InlineData(Role.MatchingFeed, null, World.Urban, true)]
    [InlineData(Role.MatchingFeed, "98010201", World.Urban, true)]
    [InlineData(Role.MatchingFeed, "98010201", World.OtherUrban, false)]
    [InlineData(Role.DeliveryGateway, null, World.Urban, false)]
    public void A_clerk_acts_for_the_own_office_and_a_supervisor_or_a_system_for_those_below(
        Role role,
        string? own,
        string office,
        bool covers
    ) => Assert.Equal(covers, CaseScope.Covers(new Actor("somebody", role, own), office, World.Offices, Today));

    [Fact]
    public void An_applicant_reports_about_the_own_registration_and_does_nothing_else()
    {
        var r = Scripts.Registered();
        var applicant = new Actor("applicant", Role.Applicant, null);
        PersonCommand[] others =
        [
            new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached },
            States.Exit(ExitReason.Hired),
            new CorrectData { Why = "更换电话", Address = "样省甲市东区河街道二号" },
        ];
        foreach (var actor in new[] { applicant, new Actor("anonymous", Role.Anonymous, null) })
            Assert.All(others, command => Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, command, actor).Refusal?.Code));
        var own = new RecordContact { Channel = ContactChannel.OwnReport, Outcome = ContactOutcome.Reached };
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, own, new Actor("anonymous", Role.Anonymous, null)).Refusal?.Code);
        Assert.Equal(OutcomeKind.ContactRecorded, Scripts.Ok(r.Ask(0, own, applicant)).Kind);

        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Equal(RefusalCode.NoActiveRegistration, r.Ask(0, own, applicant).Refusal?.Code);
    }

    [Fact]
    public void The_state_of_a_case_is_for_its_own_office_and_those_above()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        foreach (
            var (actor, sees) in new[]
            {
                (World.Clerk, true),
                (World.Supervisor, true),
                (World.OtherClerk, false),
                (World.RuralClerk, false),
            }
        )
        {
            Assert.Equal(sees, CaseScope.StateOf(r.Records[0], actor, World.Offices, Today) is not null);
            var refusal = r.Ask(0, new ApproveApplication(), actor).Refusal!;
            Assert.Equal((RefusalCode.NoOpenApplication, sees), (refusal.Code, refusal.State is not null));
        }
    }

    [Fact]
    public void Only_the_registers_own_order_moves_a_case_to_a_successor()
    {
        var r = Scripts.Registered();
        var move = new MoveToSuccessor("0123456789abcdef0123456789abcdef", "国函〔2026〕1号");
        foreach (var actor in new[] { World.Clerk, World.Supervisor, new Actor("operator-1", Role.Operator, null) })
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, move, actor).Refusal!.Code);
        Scripts.Ok(r.Ask(0, move, Actor.Register));
    }
}
