using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Identity;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons;

/// <summary>What must go together: evidence and what it shows, document and group, number and name, days and birth.</summary>
public sealed class FittingTests
{
    [Fact]
    public void Every_exit_reason_takes_the_evidence_that_can_show_it_and_no_other()
    {
        var refused = (
            from reason in Enum.GetValues<ExitReason>()
            from basis in Enum.GetValues<EvidenceBasis>()
            let r = States.Of("active")
            let exit = States.Exit(reason).Exit with
            {
                Evidence = Of(basis, r.Now),
            }
            where r.Ask(0, new RecordExit(exit), World.Clerk).Refusal?.Code == RefusalCode.BasisNotEnough
            select (reason, basis)
        ).ToList();
        Assert.Equal(
            [
                (ExitReason.StableIncome, EvidenceBasis.ManualCheck),
                (ExitReason.NoWorkAbility, EvidenceBasis.PersonDeclaration),
                (ExitReason.Imprisoned, EvidenceBasis.PersonDeclaration),
                (ExitReason.Death, EvidenceBasis.PersonDeclaration),
                (ExitReason.GaveUpJobSeeking, EvidenceBasis.DataMatch),
                (ExitReason.GaveUpJobSeeking, EvidenceBasis.ManualCheck),
            ],
            refused
        );
    }

    [Fact]
    public void Every_check_takes_the_evidence_that_can_show_it_and_no_other()
    {
        var refused = (
            from subject in Enum.GetValues<VerificationSubject>()
            from outcome in Enum.GetValues<VerificationOutcome>()
            from basis in Enum.GetValues<EvidenceBasis>()
            let r = States.Of("submitted")
            where
                r.Ask(0, new RecordVerification(subject, outcome, Of(basis, r.Now)), World.Clerk).Refusal?.Code
                == RefusalCode.BasisNotEnough
            select (subject, outcome, basis)
        ).ToList();
        Assert.Equal(
            [
                (VerificationSubject.Identity, VerificationOutcome.Confirmed, EvidenceBasis.PersonDeclaration),
                (VerificationSubject.Identity, VerificationOutcome.Contradicted, EvidenceBasis.PersonDeclaration),
                (VerificationSubject.Identity, VerificationOutcome.Inconclusive, EvidenceBasis.PersonDeclaration),
                (VerificationSubject.AbleToWork, VerificationOutcome.Contradicted, EvidenceBasis.PersonDeclaration),
                (VerificationSubject.WantsWork, VerificationOutcome.Confirmed, EvidenceBasis.DataMatch),
                (VerificationSubject.WantsWork, VerificationOutcome.Contradicted, EvidenceBasis.DataMatch),
                (VerificationSubject.WantsWork, VerificationOutcome.Contradicted, EvidenceBasis.ManualCheck),
                (VerificationSubject.WantsWork, VerificationOutcome.Inconclusive, EvidenceBasis.DataMatch),
                (VerificationSubject.WantsWork, VerificationOutcome.Inconclusive, EvidenceBasis.ManualCheck),
            ],
            refused
        );
    }

    [Theory]
    [InlineData(ExitReason.Death, true)]
    [InlineData(ExitReason.Imprisoned, true)]
    [InlineData(ExitReason.Hired, false)]
    public void A_death_is_not_taken_back_on_a_word(ExitReason reason, bool refused)
    {
        var r = States.Of("active");
        Scripts.Ok(r.Ask(0, new RecordExit(States.Exit(reason).Exit with { Evidence = World.Hand() }), World.Clerk));
        var number = r.Records[0].Past[^1].Number;
        Assert.Equal(refused, r.Ask(0, new RevokeExit(number, World.Word()), World.Supervisor).Refusal is not null);
        if (refused)
            Scripts.Ok(r.Ask(0, new RevokeExit(number, World.Hand()), World.Supervisor));
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(0, ByReferenceGroup.Graduate, null)]
    [InlineData(0, ByReferenceGroup.HongKongMacaoTaiwanResident, FieldRule.GroupNeedsPermit)]
    [InlineData(1, ByReferenceGroup.HongKongMacaoTaiwanResident, null)]
    [InlineData(1, null, FieldRule.PermitNeedsGroup)]
    [InlineData(1, ByReferenceGroup.Graduate, FieldRule.PermitNeedsGroup)]
    [InlineData(2, ByReferenceGroup.HongKongMacaoTaiwanResident, FieldRule.GroupNeedsPermit)]
    public void The_group_of_hong_kong_macao_and_taiwan_is_that_of_their_permits(int who, ByReferenceGroup? group, FieldRule? rule)
    {
        var r = Scripts.Empty();
        var refusal = r.Ask(who, World.Application(r.Numbers[who], r.Now) with { ByReference = group }, World.Clerk).Refusal;
        Assert.Equal(rule, refusal?.Rule);
        Assert.Equal(rule is null ? null : "byReference", refusal?.Field);
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("169999")]
    public void A_number_of_no_province_is_refused(string area)
    {
        var r = Scripts.Empty();
        var number = IdentityNumber.Parse(CitizenNumbers.Complete(area + "19850612001"));
        var refusal = r.Ask(0, World.Application(number, r.Now), World.Clerk).Refusal;
        Assert.Equal(("identityNumber", FieldRule.NoProvince), (refusal?.Field, refusal?.Rule));
    }

    [Fact]
    public void Only_the_platforms_link_files_what_the_platform_has()
    {
        var r = Scripts.Empty();
        var application = World.Application(World.Citizen(), r.Now) with
        {
            Channel = ApplicationChannel.Platform,
            PlatformNumber = PlatformApplicationNumber.Parse("P-1"),
        };
        foreach (var actor in new[] { World.Clerk, World.Supervisor })
        {
            Assert.Equal(
                ("channel", FieldRule.OnlyFromPlatform),
                (r.Ask(0, application, actor).Refusal?.Field, r.Ask(0, application, actor).Refusal?.Rule)
            );
        }

        Scripts.Ok(r.Ask(0, application, Actor.Register));
    }

    [Theory]
    [InlineData("submitted", World.Urban)]
    [InlineData("submitted", World.OtherUrban)]
    [InlineData("active", World.Urban)]
    [InlineData("active", World.OtherUrban)]
    [InlineData("byReference", World.Urban)]
    [InlineData("byReference", World.OtherUrban)]
    public void One_number_with_another_name_is_reported_and_nothing_is_done(string state, string office)
    {
        var r = States.Of(state);
        var application = World.Application(World.Citizen(), r.Now, office) with { Name = PersonName.Parse("司徒核对") };
        var before = SmallRegister.JsonOf(r.Records[0]);
        var refusal = r.Ask(0, application, office == World.Urban ? World.Clerk : World.OtherClerk).Refusal;

        // An office that does not have the case is not informed what of it fits.
        Assert.Equal((RefusalCode.ContradictsRecord, office == World.Urban ? "name" : "identityNumber"), (refusal?.Code, refusal?.Field));
        Assert.Equal(before, SmallRegister.JsonOf(r.Records[0]));
    }

    [Fact]
    public void A_name_in_other_letters_is_the_same_name()
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(2, World.Application(r.Numbers[2], r.Now) with { Name = PersonName.Parse("John Smith") }, World.Clerk));
        Assert.Equal(
            OutcomeKind.ApplicationExists,
            Scripts.Ok(r.Ask(2, World.Application(r.Numbers[2], r.Now) with { Name = PersonName.Parse("JOHN SMITH") }, World.Clerk)).Kind
        );
    }

    [Fact]
    public void What_a_repeated_application_says_otherwise_is_named()
    {
        var r = States.Of("submitted");
        var same = World.Application(World.Citizen(), r.Now);
        Assert.Null(Scripts.Ok(r.Ask(0, same, World.Clerk)).NotTaken);
        var outcome = Scripts.Ok(
            r.Ask(
                0,
                same with
                {
                    JobWishes = ["4"],
                    UnemployedOn = same.UnemployedOn.AddDays(1),
                    Details = World.Details("13900139000") with { Education = "99" },
                },
                World.Clerk
            )
        );
        Assert.Equal(
            (OutcomeKind.ApplicationExists, "unemployedOn,jobWishes,details.telephone,details.education"),
            (outcome.Kind, string.Join(',', outcome.NotTaken!))
        );
        Assert.Equal("13800138000", r.Records[0].Details!.Telephone!.Value);
    }

    [Fact]
    public void Nothing_begins_before_birth()
    {
        var r = States.Of("active");
        var before = World.Day("1985-06-11");
        foreach (
            var (command, field) in new (PersonCommand, string)[]
            {
                (new RecordBenefit("20", before, null, World.Hand()), "from"),
                (new RecordHardshipCheck(new HardshipRecognition("050", before, null), World.Hand()), "recognition.from"),
                (new CorrectData { Why = "核对", UnemployedOn = before }, "unemployedOn"),
            }
        )
        {
            var refusal = r.Ask(0, command, World.Clerk).Refusal;
            Assert.Equal((field, FieldRule.BeforeBirth), (refusal?.Field, refusal?.Rule));
        }

        var empty = Scripts.Empty();
        var application = World.Application(World.Citizen(), empty.Now) with
        {
            Commitment = new Commitment("2026-01", World.At("1985-06-11T10:00")),
        };
        Assert.Equal("commitment.acceptedAt", empty.Ask(0, application, World.Clerk).Refusal?.Field);
    }

    private static Evidence Of(EvidenceBasis basis, DateTimeOffset at) =>
        basis switch
        {
            EvidenceBasis.PersonDeclaration => World.Word("本人申报"),
            EvidenceBasis.DataMatch => World.Match(at),
            _ => World.Hand(),
        };
}
