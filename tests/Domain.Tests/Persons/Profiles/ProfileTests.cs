using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What the ledger needs of a person: optional, never in the way of an application, corrected like other side data.</summary>
public sealed class ProfileTests
{
    private static readonly PersonProfile Whole = new()
    {
        Occupation = "6",
        Skills = [new PersonSkill("2", "4", "焊工", "S000036010221"), new PersonSkill(null, "5", null, null)],
        Categories = ["1", "3"],
        GraduatedOn = new DateOnly(2020, 6, 30),
        Community = "360102002001",
        SocialSecurityCard = "A12345678",
        EmploymentCertificate = "3601020012345678",
    };

    public static TheoryData<string, PersonProfile, Doubt, string> Doubtful =>
        new()
        {
            {
                "occupation",
                new PersonProfile { Occupation = "焊工" },
                Doubt.NotInList,
                "焊工"
            },
            {
                "skills",
                new PersonProfile { Skills = [new PersonSkill("7", "4", "焊工", null)] },
                Doubt.NotInList,
                "7,4,焊工,"
            },
            {
                "skills",
                new PersonProfile { Skills = [new PersonSkill("2", null, null, "号码不详")] },
                Doubt.Malformed,
                "2,,,号码不详"
            },
            {
                "skills",
                new PersonProfile { Skills = [new PersonSkill(null, null, new string('长', 201), null)] },
                Doubt.TooLong,
                ""
            },
            {
                "categories",
                new PersonProfile { Categories = ["9", "党员"] },
                Doubt.NotInList,
                "9,党员"
            },
            {
                "graduatedOn",
                new PersonProfile { GraduatedOn = new DateOnly(1950, 1, 1) },
                Doubt.Contradicts,
                "1950-01-01"
            },
            {
                "graduatedOn",
                new PersonProfile { GraduatedOn = new DateOnly(2199, 1, 1) },
                Doubt.Contradicts,
                "2199-01-01"
            },
            {
                "community",
                new PersonProfile { Community = "360102" },
                Doubt.Malformed,
                "360102"
            },
            {
                "community",
                new PersonProfile { Community = "民巷社区" },
                Doubt.Malformed,
                "民巷社区"
            },
            {
                "socialSecurityCard",
                new PersonProfile { SocialSecurityCard = "A12" },
                Doubt.Malformed,
                "A12"
            },
            {
                "employmentCertificate",
                new PersonProfile { EmploymentCertificate = "无" },
                Doubt.Malformed,
                "无"
            },
        };

    [Fact]
    public void What_is_right_is_stored_and_read_again()
    {
        var r = Scripts.Empty();
        var outcome = Scripts.Ok(r.Ask(0, With(r, Whole), World.Clerk));

        Assert.Null(outcome.Unverified);
        var json = SmallRegister.JsonOf(r.Records[0]);
        var read = JsonSerializer.Deserialize<PersonRecord>(json, DomainJson.Options)!;
        Assert.Equal(json, SmallRegister.JsonOf(read));
        Assert.Equal(
            JsonSerializer.Serialize(Whole, DomainJson.Options),
            JsonSerializer.Serialize(read.Details!.Profile, DomainJson.Options)
        );
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_cannot_be_right_is_stored_as_given_and_prevents_nothing(string field, PersonProfile profile, Doubt doubt, string given)
    {
        var r = Scripts.Empty();
        var outcome = Scripts.Ok(r.Ask(0, With(r, profile), World.Clerk));

        Assert.Equal("details.profile." + field, Assert.Single(outcome.Unverified!));
        var value = Assert.Single(UnverifiedData.Of(r.Records[0]));
        Assert.Equal(doubt, value.Doubt);
        Assert.StartsWith(given, value.Given, StringComparison.Ordinal);
        Assert.Null(r.Records[0].Details!.Profile);
        Scripts.Approve(r, 0);
    }

    [Fact]
    public void Of_a_list_what_is_right_stays_in_its_field()
    {
        var r = Scripts.Empty();
        PersonSkill[] skills =
        [
            .. Enumerable.Range(0, 12).Select(i => new PersonSkill("1", "5", $"工种{i}", null)),
            new("77", null, null, null),
        ];
        Scripts.Ok(r.Ask(0, With(r, new PersonProfile { Skills = skills, Categories = ["2", "0", "2"] }), World.Clerk));

        var profile = r.Records[0].Details!.Profile!;
        Assert.Equal((10, "2"), (profile.Skills!.Count, Assert.Single(profile.Categories!)));
        Assert.Equal(["details.profile.skills", "details.profile.categories"], UnverifiedData.Of(r.Records[0]).Select(one => one.Field));
        Assert.Equal("1,5,工种10,; 1,5,工种11,; 77,,,", UnverifiedData.Given(UnverifiedData.Of(r.Records[0]), "details.profile.skills"));
    }

    [Fact]
    public void Numbers_and_codes_have_one_form()
    {
        var r = Scripts.Empty();
        Scripts.Ok(
            r.Ask(
                0,
                With(
                    r,
                    new PersonProfile
                    {
                        Community = "360102002000",
                        SocialSecurityCard = " ａ1234-5678 ",
                        EmploymentCertificate = "3601 0200 1234 5678",
                    }
                ),
                World.Clerk
            )
        );
        var profile = r.Records[0].Details!.Profile!;
        Assert.Equal(
            ("360102002", "A12345678", "3601020012345678"),
            (profile.Community, profile.SocialSecurityCard, profile.EmploymentCertificate)
        );
    }

    [Fact]
    public void A_correction_replaces_adds_and_removes_and_is_journalled()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { Details = World.Details() with { Profile = Whole with { Occupation = "x" } } });
        Assert.Single(UnverifiedData.Of(r.Records[0]));

        var corrected = r.Ask(
            0,
            new CorrectData
            {
                Why = "与本人核对",
                Profile = new PersonProfile
                {
                    Occupation = "2",
                    Categories = ["4"],
                    SocialSecurityCard = "b1234 5678",
                },
                Remove = [RemovableField.Skills, RemovableField.EmploymentCertificate],
            },
            World.Clerk
        );
        Scripts.Ok(corrected);
        Assert.Empty(UnverifiedData.Of(r.Records[0]));
        var after = r.Records[0].Details!.Profile!;
        Assert.Equal(("2", "4", "B12345678"), (after.Occupation, Assert.Single(after.Categories!), after.SocialSecurityCard));
        Assert.Equal((null, null, "360102002001"), (after.Skills, after.EmploymentCertificate, after.Community));
        Assert.Equal(
            [
                ("profile.occupation", null, "2"),
                ("profile.skills", "2,4,焊工,S000036010221; ,5,,", null),
                ("profile.categories", "1,3", "4"),
                ("profile.socialSecurityCard", "A12345678", "B12345678"),
                ("profile.employmentCertificate", "3601020012345678", null),
            ],
            corrected.Events.OfType<DataCorrected>().Single().Changes.Select(change => (change.Field, change.Before, change.After))
        );
        Assert.Equal(
            RefusalCode.NothingChanges,
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "再次",
                    Profile = new PersonProfile { Occupation = "2" },
                },
                World.Clerk
            ).Refusal?.Code
        );

        // The last of it can be taken out too, and then nothing is written.
        Scripts.Ok(
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "本人要求",
                    Remove =
                    [
                        RemovableField.Occupation,
                        RemovableField.Categories,
                        RemovableField.GraduatedOn,
                        RemovableField.Community,
                        RemovableField.SocialSecurityCard,
                    ],
                },
                World.Clerk
            )
        );
        Assert.Null(r.Records[0].Details!.Profile);
        Assert.DoesNotContain("\"profile\"", SmallRegister.JsonOf(r.Records[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_is_judged_field_by_field()
    {
        var r = Scripts.Registered();
        var refusal = r.Ask(
            0,
            new CorrectData
            {
                Why = "核对",
                Profile = new PersonProfile
                {
                    Occupation = "焊工",
                    Skills = [new PersonSkill("2", "99", null, "x")],
                    Categories = [],
                    GraduatedOn = new DateOnly(2199, 1, 1),
                    Community = "360102",
                    SocialSecurityCard = "A1",
                    EmploymentCertificate = "无",
                },
            },
            World.Clerk
        ).Refusal!;
        Assert.Equal(
            [
                "profile.occupation",
                "profile.skills[0].level",
                "profile.skills[0].number",
                "profile.categories",
                "profile.graduatedOn",
                "profile.community",
                "profile.socialSecurityCard",
                "profile.employmentCertificate",
            ],
            refusal.Each().Select(one => one.Field)
        );
        Assert.Equal(
            "remove[0]",
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "核对",
                    Profile = new PersonProfile { Community = "360102002001" },
                    Remove = [RemovableField.Community],
                },
                World.Clerk
            ).Refusal?.Field
        );
    }

    [Fact]
    public void A_repeated_application_names_what_it_says_otherwise()
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, With(r, Whole), World.Clerk));
        var repeated = Scripts.Ok(r.Ask(0, With(r, Whole with { Occupation = "2", Skills = [.. Whole.Skills!] }), World.Clerk));
        Assert.Equal((OutcomeKind.ApplicationExists, "details.profile.occupation"), (repeated.Kind, Assert.Single(repeated.NotTaken!)));
    }

    [Fact]
    public void An_application_of_another_office_does_not_bring_the_earlier_profile()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "核对", Profile = Whole }, World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Assert.Null(r.Records[0].Details!.Profile);
        Assert.NotNull(r.Records[0].Prior!.Details!.Profile);
    }

    private static SubmitApplication With(SmallRegister r, PersonProfile profile) =>
        World.Application(World.Citizen(), r.Now) with
        {
            Details = World.Details() with { Profile = profile },
        };
}
