using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Every system × every command × every state of a record × own and other region: what a stolen or too powerful token of a system cannot do,
/// even if the API let it through.
/// </summary>
public sealed class MachineScopeTests
{
    private const string Province = "98000001";
    private const string Elsewhere = "98190000301";

    /// <summary>By the names of <see cref="MatrixTests"/>, and those of <see cref="Command"/>.</summary>
    private static readonly Dictionary<Role, string[]> MaySend = new()
    {
        [Role.OfficeSystem] =
        [
            "submit",
            "submitElsewhere",
            "verify",
            "verifyAlive",
            "correctIdentity",
            "withdraw",
            "exit",
            "exitOther",
            "objectRefusal",
            "objectExit",
            "pensionCheck",
            "hardshipCheck",
            "benefit",
            "issueCertificate",
            "applyForHardship",
            "askMatter",
            "withdrawMatter",
            "objectMatter",
        ],
        [Role.DeliveryGateway] = [],
        [Role.BenefitSystem] = ["pensionCheck", "benefit", "receiveMatter", "answerMatter"],
        [Role.CivilAffairs] = ["hardshipCheck", "verifyAlive", "answerMatter", "allowance"],
        [Role.MatchingFeed] = ["verify", "verifyAlive", "pensionCheck", "hardshipCheck", "match"],
        [Role.PlatformLink] = ["submitPlatform"],
        [Role.PlatformAdministration] = [],
    };

    private static readonly Lazy<IReadOnlyList<SmallRegister>> Registers = new(() => [.. States.Names.Select(States.Of)]);

    public static TheoryData<Role> Machines => [.. MachineScope.Roles];

    private static IReadOnlyList<string> Commands { get; } =
    [.. MatrixTests.Commands, "submitPlatform", "verifyAlive", "moveToSuccessor", "delivery"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_system_sends_its_own_commands_and_no_other(Role role)
    {
        var accepted = 0;
        foreach (var (command, register) in Cells())
        {
            var decision = Decide(command, register, new Actor("a-system", role, Province));
            var isOwn = MaySend[role].Contains(command);
            Assert.True(
                isOwn != (decision.Refusal?.Code == RefusalCode.NotYourCase),
                $"{role} {command}: {decision.Refusal?.Code.ToString() ?? "accepted"}"
            );
            accepted += decision.Outcome is null ? 0 : 1;
        }

        Assert.True(accepted > 0 == MaySend[role].Length > 0, $"{role}: {accepted} accepted");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Its_office_limits_it(Role role)
    {
        foreach (var (command, register) in Cells().Where(cell => cell.Command != "submitElsewhere"))
        {
            if (Decide(command, register, new Actor("a-system", role, Province)).Outcome is null)
                continue;
            Assert.Equal(RefusalCode.NotYourCase, Decide(command, register, new Actor("a-system", role, Elsewhere)).Refusal?.Code);
            Assert.NotNull(Decide(command, register, new Actor("a-system", role, World.Urban)).Outcome);

            // Without an office a feed is the province's. An office's own program is never.
            Assert.Equal(role != Role.OfficeSystem, Decide(command, register, new Actor("a-system", role, null)).Outcome is not null);
        }
    }

    [Theory]
    [InlineData(Role.BenefitSystem, "benefit")]
    [InlineData(Role.CivilAffairs, "hardshipCheck")]
    [InlineData(Role.MatchingFeed, "pensionCheck")]
    public void A_feed_has_data_and_checked_nothing_by_hand(Role role, string command)
    {
        var register = States.Of("active");
        var (made, _) = MatrixTests.Make(command, register);
        foreach (
            var (evidence, expected) in new[]
            {
                (World.Match(register.Now), (RefusalCode?)null),
                (World.Hand(), RefusalCode.BasisNotEnough),
                (World.Word(), RefusalCode.BasisNotEnough),
            }
        )
        {
            var decision = PersonDecider.Decide(
                register.Records[0],
                With(made, evidence),
                register.Context(new Actor("a-feed", role, null))
            );
            Assert.Equal(expected, decision.Refusal?.Code);
        }

        Assert.NotNull(
            PersonDecider
                .Decide(
                    register.Records[0],
                    With(made, World.Hand()),
                    register.Context(new Actor("a-program", Role.OfficeSystem, World.Urban))
                )
                .Outcome
        );
    }

    [Fact]
    public void A_system_does_not_pass_for_a_supervisor() =>
        Assert.All(MachineScope.Roles, role => Assert.NotNull(CaseScope.NeedsSupervisor(new Actor("a-system", role, Province))));

    private static IEnumerable<(string Command, SmallRegister Register)> Cells() =>
        from register in Registers.Value
        from command in Commands
        select (command, register);

    private static Decision Decide(string command, SmallRegister register, Actor actor)
    {
        var made = Command(command, register);
        if (actor.Role is not Role.OfficeSystem)
            made = With(made, World.Match(register.Now));
        return PersonDecider.Decide(register.Records[0], made, register.Context(actor));
    }

    private static PersonCommand Command(string name, SmallRegister register) =>
        name switch
        {
            "submitPlatform" => World.Application(World.Citizen(), register.Now) with
            {
                Channel = ApplicationChannel.Platform,
                PlatformNumber = PlatformApplicationNumber.Parse("P-1"),
            },
            "verifyAlive" => new RecordVerification(
                VerificationSubject.NotDeceased,
                VerificationOutcome.Confirmed,
                World.Match(register.Now)
            ),
            "moveToSuccessor" => new MoveToSuccessor("0123456789abcdef0123456789abcdef", "国函〔2026〕1号"),
            "delivery" => new RecordDelivery(InformingSubject.Exit, "x", register.Now, InformingOutcome.Informed),
            _ => MatrixTests.Make(name, register).Command,
        };

    private static PersonCommand With(PersonCommand command, Evidence evidence) =>
        command switch
        {
            RecordVerification c => c with { Evidence = evidence },
            RecordPensionCheck c => c with { Evidence = evidence },
            RecordHardshipCheck c => c with { Evidence = evidence },
            RecordBenefit c => c with { Evidence = evidence },
            _ => command,
        };
}
