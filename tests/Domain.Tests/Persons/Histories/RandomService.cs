using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Retirement;

namespace Grid.Domain.Tests.Persons;

/// <summary>Random work with a registered person: contacts, checks, services, and clerks who take, postpone and give back duties.</summary>
internal static class RandomService
{
    public static PersonCommand Make(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var key = d.Rarely(40) || record.Duties.Count == 0 ? "none" : d.Of(record.Duties, 4).Key;
        return d.Kind switch
        {
            < 120 => Contact(d, now),
            < 126 => new ClaimDuty(key, d.Rarely(41) ? 73 : 1 + (d.C % 72)),
            < 129 => new ReleaseDuty(key),
            < 134 => new SnoozeDuty(key, today.AddDays(d.C % 12), Texts.Any(d, 17)),
            < 138 => new RecordPensionCheck(d.B % 3 == 0, RandomCommands.Evidence(d, now))
            {
                RetirementCategory = d.A % 4 == 0 ? d.Of(Enum.GetValues<RetirementCategory>(), 5) : null,
            },
            < 141 => new RecordHardshipCheck(d.B % 2 == 0 ? null : Recognition(d, today), RandomCommands.Evidence(d, now)),
            141 => Benefit(d, today, now),
            142 or 143 when d.A % 3 > 0 => new EvaluatePolicy(d.Of(Rules, 6)),
            < 144 => new RecordService(
                d.Rarely(44) ? "P010" : "S201",
                d.Of(Enum.GetValues<ServiceResult>(), 3),
                d.B % 2 == 0 ? null : today.AddDays((d.C % 4) - 2),
                Texts.Any(d, 18)
            ),
            < 147 => new RecordPolicyStep(d.Rarely(45) ? "S101" : "P020", d.Of(Enum.GetValues<PolicyStep>(), 2), null, Texts.Any(d, 19))
            {
                Evidence = d.A % 3 == 0 ? null : RandomCommands.Evidence(d, now),
            },
            147 when d.C % 3 == 0 => new ChooseExchange(d.A % 2 == 0),
            147 => new IssueCertificate(),
            149 when d.C % 2 == 0 => new RecordAllowance(
                d.Of(Enum.GetValues<AllowanceState>(), 4),
                today.AddDays(-d.B % 3),
                d.A % 3 > 0 ? World.Match(now) : RandomCommands.Evidence(d, now),
                d.A % 5 > 0
            ),
            148 => new RevokeCertificate(Texts.Any(d, 21)!),
            _ => new SetGrade(d.B % 3 == 0 ? null : d.Of(Enum.GetValues<ServiceGrade>(), 1), Texts.Any(d, 20)),
        };
    }

    /// <summary>Rules of policies, what civil affairs decided, and certificates.</summary>
    public static PersonCommand Policy(Dice d, DateOnly today, DateTimeOffset now) =>
        (d.B % 6) switch
        {
            0 or 1 => new RecordAllowance(
                d.Of(Enum.GetValues<AllowanceState>(), 4),
                today.AddDays(-d.A % 3),
                World.Match(now),
                d.C % 5 > 0
            ),
            2 => d.A % 2 == 0 ? new IssueCertificate() : new RevokeCertificate(Texts.Any(d, 21)!),
            _ => new EvaluatePolicy(d.Of(Rules, 6)),
        };

    /// <summary>Both are fulfilled and not fulfilled any more within a life.</summary>
    public static IReadOnlyList<PolicyRule> Rules { get; } =
    [
        PolicyMatchingTests.Rule("random-policy", "P040", new Condition { Not = new Condition { Fact = "hardship" } }),
        PolicyMatchingTests.Rule("random-allowance", null, new Condition { Not = new Condition { Fact = "drawsBenefit" } }),
        Over(PolicyMatchingTests.Rule("random-policy", "P040", new Condition { Fact = "hardship" }, version: 2)),
        Over(PolicyMatchingTests.Rule("random-allowance", null, new Condition { Fact = "hardship" }, version: 2)),
    ];

    /// <summary>Nobody fulfils it any more.</summary>
    private static PolicyRule Over(PolicyRule rule) => rule with { Text = rule.Text with { To = rule.Text.From } };

    public static RecordBenefit Benefit(Dice d, DateOnly today, DateTimeOffset now) =>
        new(
            d.Rarely(47) ? "?"
                : d.B % 2 == 0 ? "20"
                : d.Of(["10", "30", "41", "46"], 2),
            today.AddDays(d.Rarely(48) ? 1 : -d.C % 50),
            d.B % 2 == 0 && d.A % 3 > 0 ? today.AddDays(d.A % 90)
                : d.Rarely(49) ? today.AddDays(-60)
                : null,
            RandomCommands.Evidence(d, now)
        );

    private static HardshipRecognition Recognition(Dice d, DateOnly today) =>
        new(d.Rarely(42) ? "?" : "050", today.AddDays(d.Rarely(43) ? 1 : -1), null);

    private static RecordContact Contact(Dice d, DateTimeOffset now) =>
        new()
        {
            At =
                d.B % 4 == 0 ? now.AddHours(-d.C)
                : d.Rarely(46) ? now.AddHours(1)
                : null,
            Channel = d.Of(Enum.GetValues<ContactChannel>(), 2),
            Outcome = d.A % 2 == 0 ? ContactOutcome.NotReached : d.Of(Enum.GetValues<ContactOutcome>(), 3),
            Note = Texts.Any(d, 21),
            Skill = d.C % 3 == 0 ? Texts.Any(d, 22) : null,
            Wishes = d.C % 4 == 0 ? ["3"] : [],
            NextAppointment = d.C % 5 == 0 ? now.AddDays(d.A % 400) : null,
        };
}
