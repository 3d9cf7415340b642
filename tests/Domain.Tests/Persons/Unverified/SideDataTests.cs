using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Optional side data never block a lawful act: what cannot be right is stored as given, shown, and mended by a correction.
/// </summary>
public sealed class SideDataTests
{
    /// <summary>A code as a licence shows it, with a check character that does not fit; real ones exist.</summary>
    private const string OddCode = "91350203M0001QKT19";

    public static TheoryData<string, Func<SubmitApplication, SubmitApplication>, Doubt> Applications =>
        new()
        {
            { "formerEmployer.creditCode", a => a with { FormerEmployer = FormerEmployer.Read("某某公司", OddCode) }, Doubt.Malformed },
            { "formerEmployer.name", a => a with { FormerEmployer = FormerEmployer.Read(new string('长', 201), null) }, Doubt.TooLong },
            { "jobWishes", a => a with { JobWishes = ["1", "9"] }, Doubt.NotInList },
            {
                "jobWishes",
                a =>
                    a with
                    {
                        JobWishes = ["9"],
                        Channel = ApplicationChannel.Platform,
                        PlatformNumber = PlatformApplicationNumber.Parse("P-7"),
                    },
                Doubt.NotInList
            },
            { "otherReason", a => a with { OtherReason = "多余的说明" }, Doubt.Contradicts },
            { "details.address", a => a with { Details = World.Details() with { Address = new string('长', 201) } }, Doubt.TooLong },
            { "details.disabilityGrade", a => a with { Details = World.Details() with { DisabilityGrade = "1-02" } }, Doubt.Contradicts },
            {
                "details.disabilityGrade",
                a =>
                    a with
                    {
                        Details = World.Details() with { Health = "5", DisabilityGrade = "1" },
                        Channel = ApplicationChannel.Platform,
                        PlatformNumber = PlatformApplicationNumber.Parse("P-8"),
                    },
                Doubt.NotInList
            },
            { "details.education", a => a with { Details = World.Details() with { Education = "99" } }, Doubt.NotInList },
            { "details.ethnicGroup", a => a with { Details = World.Details() with { EthnicGroup = "00" } }, Doubt.NotInList },
            { "details.hukouNature", a => a with { Details = World.Details() with { HukouNature = "非农" } }, Doubt.NotInList },
            { "details.hukouRegion", a => a with { Details = World.Details() with { HukouRegion = "000000" } }, Doubt.Malformed },
            { "details.hukouRegion", a => a with { Details = World.Details() with { HukouRegion = "999999" } }, Doubt.Malformed },
            { "details.hukouRegion", a => a with { Details = World.Details() with { HukouRegion = "东湖区" } }, Doubt.Malformed },
        };

    [Theory]
    [MemberData(nameof(Applications))]
    public void An_application_is_accepted_with_what_cannot_be_right_marked(
        string field,
        Func<SubmitApplication, SubmitApplication> with,
        Doubt doubt
    )
    {
        var r = Scripts.Empty();
        var command = with(World.Application(World.Citizen(), r.Now));
        var outcome = Scripts.Ok(r.Ask(0, command, command.PlatformNumber is null ? World.Clerk : Actor.Register));

        Assert.Equal((OutcomeKind.Submitted, field), (outcome.Kind, Assert.Single(outcome.Unverified!)));
        var value = Assert.Single(UnverifiedData.Of(r.Records[0]));
        Assert.Equal((field, doubt), (value.Field, value.Doubt));
        Scripts.Approve(r, 0);
    }

    [Theory]
    [InlineData("362100")] // 上饶地区, abolished
    [InlineData("360102000000")]
    [InlineData("360102")]
    public void A_region_of_a_province_is_kept(string region)
    {
        var r = Scripts.Empty();
        var outcome = Scripts.Ok(
            r.Ask(
                0,
                World.Application(World.Citizen(), r.Now) with
                {
                    Details = World.Details() with { HukouRegion = region },
                },
                World.Clerk
            )
        );
        Assert.Null(outcome.Unverified);
        Assert.Equal(region[..6], r.Records[0].Details!.HukouRegion);
    }

    [Fact]
    public void A_wish_that_is_named_twice_is_one_wish()
    {
        var r = Scripts.Empty();
        Assert.Null(
            Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now) with { JobWishes = ["1", "4", "1"] }, World.Clerk)).Unverified
        );
        Assert.Equal(["1", "4"], r.Records[0].Application!.JobWishes);
    }

    [Fact]
    public void What_only_the_person_knows_is_asked_at_the_counter()
    {
        var r = Scripts.Empty();
        var application = World.Application(World.Citizen(), r.Now);
        Assert.Equal("jobWishes", r.Ask(0, application with { JobWishes = ["9"] }, World.Clerk).Refusal?.Field);
        Assert.Equal("otherReason", r.Ask(0, application with { Reason = UnemploymentReason.Other }, World.Clerk).Refusal?.Field);
        Assert.Equal(
            "details.telephone",
            r.Ask(0, application with { Details = World.Details() with { Telephone = null } }, World.Clerk).Refusal?.Field
        );
        Assert.Equal(
            "details.disabilityGrade",
            r.Ask(0, application with { Details = World.Details() with { Health = "5" } }, World.Clerk).Refusal?.Field
        );
        Assert.Equal(
            FieldRule.ScaleNotGrade,
            r.Ask(0, application with { Details = World.Details() with { Health = "5", DisabilityGrade = "1" } }, World.Clerk).Refusal?.Rule
        );
        Assert.Equal(
            "details.health",
            r.Ask(0, application with { Details = World.Details() with { Health = "9" } }, World.Clerk).Refusal?.Field
        );
    }

    [Fact]
    public void Unknown_and_not_stated_contradict_no_number()
    {
        var r = Scripts.Empty();
        var application = World.Application(World.Citizen(), r.Now);
        Assert.Equal(RefusalCode.ContradictsNumber, r.Ask(0, application with { Sex = Sex.Female }, World.Clerk).Refusal?.Code);
        Scripts.Ok(r.Ask(0, application with { Sex = Sex.NotStated }, World.Clerk));
        Assert.Equal(Sex.Male, r.Records[0].Identity!.Sex);
    }

    [Theory]
    [InlineData(ExitReason.Hired, null, "employer.creditCode")]
    [InlineData(ExitReason.PublicWelfarePost, null, "employer.creditCode")]
    [InlineData(ExitReason.BasicPension, null, "employer.creditCode,employer.name")]
    [InlineData(ExitReason.Hired, "说明", "otherReason,employer.creditCode")]
    public void An_exit_is_recorded_whatever_the_employers_code_is(ExitReason reason, string? other, string fields)
    {
        var r = States.Of("active");
        var exit = States.Exit(reason).Exit with { Employer = FormerEmployer.Read("某某公司", OddCode), OtherReason = other };
        var outcome = Scripts.Ok(r.Ask(0, new RecordExit(exit), World.Clerk));

        Assert.Equal((OutcomeKind.Exited, fields), (outcome.Kind, string.Join(',', outcome.Unverified!)));
        var stored = r.Records[0].Past[^1].Exit!;
        Assert.Equal(OddCode, UnverifiedData.Given(stored.Unverified, "employer.creditCode"));
        Assert.Equal(reason == ExitReason.BasicPension ? null : "某某公司", stored.Employer?.Name);
    }

    [Fact]
    public void A_correction_mends_what_was_stored_as_given_also_after_the_registration()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a =>
            a with
            {
                FormerEmployer = FormerEmployer.Read("某某公司", OddCode),
                OtherReason = "多余",
                Details = World.Details() with { Education = "99", DisabilityGrade = "1-02", HukouRegion = "999999" },
            }
        );
        Assert.Equal(5, UnverifiedData.Of(r.Records[0]).Count);

        var corrected = r.Ask(
            0,
            new CorrectData
            {
                Why = "与本人核对",
                Education = "21",
                FormerEmployer = FormerEmployer.Read("某某公司", "91350100M000100Y43"),
            },
            World.Clerk
        );
        Scripts.Ok(corrected);
        Assert.Equal(
            ["otherReason", "details.disabilityGrade", "details.hukouRegion"],
            UnverifiedData
                .Of(r.Records[0])
                .Select(one => one.Field)
                .OrderByDescending(field => field == "otherReason")
                .ThenBy(field => field, StringComparer.Ordinal)
        );
        Assert.Equal("91350100M000100Y43", r.Records[0].Application!.FormerEmployer!.CreditCode!.Value);
        Assert.Contains(corrected.Events.OfType<DataCorrected>().Single().Changes, change =>
            change is { Field: "education", Before: null, After: "21" }
        );

        Scripts.Ok(
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "本人无残疾",
                    Remove = [RemovableField.DisabilityGrade, RemovableField.HukouRegion, RemovableField.OtherReason],
                },
                World.Clerk
            )
        );
        Assert.Empty(UnverifiedData.Of(r.Records[0]));
        Assert.Equal(
            RefusalCode.NothingChanges,
            r.Ask(0, new CorrectData { Why = "再次", Remove = [RemovableField.HukouRegion] }, World.Clerk).Refusal?.Code
        );
    }

    [Fact]
    public void A_correction_of_one_field_does_not_wait_for_another()
    {
        // A code whose time in its list is over since then.
        var r = Scripts.Registered();
        var before = r.Records[0];
        var old = before with { Details = before.Details! with { EthnicGroup = "77" } };
        Assert.NotNull(
            PersonDecider
                .Decide(old, new CorrectData { Why = "更换电话", Telephone = TelephoneNumber.Parse("13900139000") }, r.Context(World.Clerk))
                .Outcome
        );
        Assert.Equal(
            "ethnicGroup",
            PersonDecider.Decide(old, new CorrectData { Why = "核对", EthnicGroup = "78" }, r.Context(World.Clerk)).Refusal?.Field
        );
    }

    [Fact]
    public void A_wrong_telephone_number_is_removed_and_not_called_any_more()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "号码是他人的", Remove = [RemovableField.Telephone] }, World.Clerk));
        Assert.Null(r.Records[0].Details!.Telephone);
        Assert.Equal(
            "remove[0]",
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "x1",
                    Remove = [RemovableField.Telephone],
                    Telephone = TelephoneNumber.Parse("13900139000"),
                },
                World.Clerk
            ).Refusal?.Field
        );
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        var written = SmallRegister.JsonOf(r.Records[0]);
        Assert.Contains("\"telephone\":null", written, StringComparison.Ordinal);
        Assert.Equal(
            written,
            SmallRegister.JsonOf(System.Text.Json.JsonSerializer.Deserialize<PersonRecord>(written, Domain.Json.DomainJson.Options)!)
        );
    }

    [Fact]
    public void The_wishes_that_a_person_states_in_a_contact_are_the_registrations()
    {
        var r = Scripts.Registered();
        var contact = new RecordContact
        {
            Channel = ContactChannel.Telephone,
            Outcome = ContactOutcome.Reached,
            Wishes = ["4", "3"],
            At = r.Now,
        };
        var decision = r.Ask(0, contact, World.Clerk);
        Scripts.Ok(decision);
        Assert.Equal(["4", "3"], r.Records[0].Registration!.JobWishes);
        Assert.Contains(decision.Events.OfType<DataCorrected>().Single().Changes, change =>
            change is { Field: "jobWishes", Before: "1", After: "4,3" }
        );

        // Not of somebody else who answered, and not undone by a contact that is recorded late.
        Scripts.Ok(r.Ask(0, contact with { Outcome = ContactOutcome.WrongNumber, Wishes = ["2"] }, World.Clerk));
        Assert.Equal(["4", "3"], r.Records[0].Registration!.JobWishes);
        r.Now = r.Now.AddDays(3);
        Scripts.Ok(r.Ask(0, contact with { At = r.Now, Wishes = ["2"] }, World.Clerk));
        Scripts.Ok(r.Ask(0, contact with { At = r.Now.AddDays(-1), Wishes = ["1"] }, World.Clerk));
        Assert.Equal(["2"], r.Records[0].Registration!.JobWishes);
    }
}
