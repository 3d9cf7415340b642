using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Tests.Persons;
using Grid.Domain.Tests.Regions;

namespace Grid.Domain.Tests.Platform;

/// <summary>Applications as the platform sends them, good and bad.</summary>
public sealed class ApplicationMappingTests
{
    [Fact]
    public void A_good_one_becomes_a_command_that_is_accepted()
    {
        var command = Map().Command!;

        Assert.Equal(World.Citizen(), command.Number);
        Assert.Equal(ApplicationChannel.Platform, command.Channel);
        Assert.Equal("P-36-1", command.PlatformNumber!.Value);
        Assert.Equal(World.At("2026-02-27T23:30"), command.SubmittedAt);
        Assert.Equal("98010201", command.Office);
        Assert.Equal(PlaceGround.HabitualResidence, command.Ground);
        Assert.Equal(UnemploymentReason.LostJob, command.Reason);
        Assert.Equal(["1", "4"], command.JobWishes);
        Assert.True(command.WishesToClaimBenefit);
        Assert.Equal(Sex.Male, command.Sex);
        Assert.Equal("13800138000", command.Details.Telephone!.Value);

        var r = Scripts.Empty();
        Assert.Equal(World.Day("2026-03-03"), Scripts.Ok(r.Ask(0, command, Actor.Register)).Due);
    }

    [Theory]
    [InlineData("980102", "98010201")]
    [InlineData("980102000000", "98010201")]
    [InlineData("980000", "98000001")]
    public void The_regions_main_office_gets_it(string region, string office) =>
        Assert.Equal(office, Map(("aab301", region)).Command!.Office);

    [Theory]
    [InlineData("aac147", "369999198506120011", "number")]
    [InlineData("aac147", null, "number")]
    [InlineData("aac058", "2", "number")]
    [InlineData("aac003", "!", "name")]
    [InlineData("bae001", null, "platformNumber")]
    [InlineData("bae001", "P 36", "platformNumber")]
    [InlineData("aab301", "999999", "office")]
    [InlineData("aab301", "98", "office")]
    [InlineData("aab301", "110101", "office")]
    [InlineData("bae007", null, "commitment.accepted")]
    [InlineData("bae007", "0", "commitment.accepted")]
    [InlineData("bae005", null, "commitment.textVersion")]
    [InlineData("bae006", null, "commitment.acceptedAt")]
    [InlineData("bae008", "2026-02-27T23:30:00", "submittedAt")]
    [InlineData("bae008", "yesterday", "submittedAt")]
    [InlineData("ajc090", "2026-02-30", "unemployedOn")]
    [InlineData("ajc093", "999", "reason")]
    [InlineData("bae002", "5", "ground")]
    [InlineData("aac033", null, "details.health")]
    [InlineData("aac147", "H12345678", "number")]
    [InlineData("aac003", "欧阳\uFFFE测试", "name")]
    [InlineData("bae003", "9", "byReference")]
    public void A_bad_one_is_refused_and_the_field_is_named(string name, string? value, string own)
    {
        var mapped = Map((name, value));

        Assert.Null(mapped.Command);
        Assert.Equal(own, mapped.Fault!.Own);
        if (value?.Length > 5)
            Assert.DoesNotContain(value, mapped.Fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bae016", "91350203M0001QKT19", "formerEmployer.creditCode", Doubt.Malformed)]
    [InlineData("bae004", "1,77", "jobWishes", Doubt.NotInList)]
    [InlineData("bae004", "77", "jobWishes", Doubt.NotInList)]
    [InlineData("ajc174", "yes", "wishesToClaimBenefit", Doubt.Malformed)]
    [InlineData("aae005", "12", "details.telephone", Doubt.Malformed)]
    [InlineData("bae009", "1-02", "details.disabilityGrade", Doubt.Contradicts)]
    [InlineData("bae009", "99", "details.disabilityGrade", Doubt.NotInList)]
    [InlineData("aac011", "99", "details.education", Doubt.NotInList)]
    [InlineData("aac005", "99", "details.ethnicGroup", Doubt.NotInList)]
    [InlineData("aac009", "99", "details.hukouNature", Doubt.NotInList)]
    [InlineData("aab302", "999999", "details.hukouRegion", Doubt.Malformed)]
    [InlineData("aab302", "000000", "details.hukouRegion", Doubt.Malformed)]
    [InlineData("aac004", "3", "sex", Doubt.NotInList)]
    [InlineData("aac006", "19850612", "birthDate", Doubt.Malformed)]
    [InlineData("aac058", "99", "documentKind", Doubt.NotInList)]
    [InlineData("bae013", "公司搬走了", "otherReason", Doubt.Contradicts)]
    [InlineData("aae006", "\uFFFE号", "details.address", Doubt.Malformed)]
    public void Side_data_that_cannot_be_right_are_stored_as_given_and_the_application_is_accepted(
        string name,
        string value,
        string field,
        Doubt doubt
    )
    {
        var r = Scripts.Empty();
        var outcome = Scripts.Ok(r.Ask(0, Map((name, value)).Command!, Actor.Register));

        Assert.Equal([field], outcome.Unverified);
        var stored = Assert.Single(UnverifiedData.Of(r.Records[0]));
        Assert.Equal(
            (field, value.StartsWith("1,", StringComparison.Ordinal) ? "77" : value.Replace('\uFFFE', '\uFFFD'), doubt),
            (stored.Field, stored.Given, stored.Doubt)
        );
        Scripts.Approve(r, 0);
    }

    [Theory]
    [InlineData("aab004", 201, "formerEmployer.name")]
    [InlineData("aae006", 5000, "details.address")]
    public void What_is_too_long_is_cut_in_its_field_and_kept_beside_it(string name, int length, string field)
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, Map((name, new string('长', length))).Command!, Actor.Register));
        var stored = Assert.Single(UnverifiedData.Of(r.Records[0]));
        Assert.Equal((field, Math.Min(length, UnverifiedValue.Longest), Doubt.TooLong), (stored.Field, stored.Given.Length, stored.Doubt));
        Assert.Equal(length > UnverifiedValue.Longest, stored.Cut == true);
        Assert.Equal(
            200,
            (
                r.Records[0].Application!.FormerEmployer!.Name!.Length == 200
                    ? r.Records[0].Application!.FormerEmployer!.Name!
                    : r.Records[0].Details!.Address!
            ).Length
        );
    }

    [Fact]
    public void A_name_of_a_hundred_characters_is_counted_in_characters() =>
        Assert.Equal(200, Map(("aac003", string.Concat(Enumerable.Repeat("𠀀", 100)))).Command!.Name.Value.Length);

    [Fact]
    public void The_platforms_old_places_of_ideographs_are_read() =>
        Assert.Equal("欧阳䶮", Map(("aac003", "欧阳\uE863")).Command!.Name.Value);

    [Theory]
    [InlineData("bae004")]
    [InlineData("ajc174")]
    [InlineData("aae005")]
    public void Nothing_waits_for_what_the_platform_leaves_out(string name)
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, Map((name, null)).Command!, Actor.Register));
        Scripts.Approve(r, 0);
    }

    [Fact]
    public void Neither_a_reason_without_words_nor_a_disability_without_grade_keeps_an_application_out()
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, Map(("ajc093", "90"), ("aac033", "5")).Command!, Actor.Register));
        Scripts.Approve(r, 0);
    }

    [Fact]
    public void An_old_number_is_confirmed_by_the_date_of_birth_and_by_nothing_else()
    {
        var old = World.Citizen().Value[..6] + World.Citizen().Value[8..17];
        Assert.Equal(World.Citizen(), Map(("aac147", old)).Command!.Number);
        var fault = Map(("aac147", old), ("aac006", null)).Fault!;
        Assert.Equal("number", fault.Own);
        Assert.Contains("18位", fault.Reason, StringComparison.Ordinal);
        Assert.Equal("number", Map(("aac147", old), ("aac006", "1985-06-13")).Fault!.Own);
    }

    [Fact]
    public void The_number_of_a_permit_gives_its_group()
    {
        var command = Map(("aac147", World.Permit().Value), ("aac058", "2")).Command!;
        Assert.Equal(ByReferenceGroup.HongKongMacaoTaiwanResident, command.ByReference);
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(1, command, Actor.Register));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"<html>\"")]
    [InlineData("{}")]
    [InlineData("""{"aac147":17}""")]
    [InlineData("""{"aac003":"\ud800"}""")]
    public void What_is_no_application_at_all_is_refused(string json)
    {
        var fields = JsonDocument.Parse(json).RootElement;

        Assert.NotNull(PlatformApplicationMapping.Map(PlatformFields.BuiltIn, fields, World.Offices, MiniProvince.Today).Fault);
        Assert.Null(PlatformApplicationMapping.NumberOf(PlatformFields.BuiltIn, fields));
    }

    [Theory]
    [InlineData("P-36-1", "P-36-1")]
    [InlineData(" P-36-1 ", "P-36-1")]
    [InlineData("P\u0000", null)]
    [InlineData("", null)]
    public void The_platforms_number_is_read_or_not_there(string sent, string? number) =>
        Assert.Equal(number, PlatformApplicationMapping.NumberOf(PlatformFields.BuiltIn, Fields(("bae001", sent))));

    private static MappedApplication Map(params (string Name, string? Value)[] changes) =>
        PlatformApplicationMapping.Map(PlatformFields.BuiltIn, Fields(changes), World.Offices, MiniProvince.Today);

    private static JsonElement Fields(params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["bae001"] = "P-36-1",
            ["aac058"] = "1",
            ["aac147"] = World.Citizen().Value,
            ["aac003"] = "欧阳测试",
            ["aac004"] = "1",
            ["aac006"] = "1985-06-12",
            ["aae005"] = "13800138000",
            ["aae006"] = "样省甲市东区河街道一号",
            ["aac033"] = "1",
            ["aab301"] = "980102",
            ["bae002"] = "2",
            ["ajc090"] = "2026-02-01",
            ["ajc093"] = "20",
            ["bae004"] = "1,4",
            ["ajc174"] = "1",
            ["aab004"] = "某某公司",
            ["bae005"] = "2020-07",
            ["bae006"] = "2026-02-27T23:29:00+08:00",
            ["bae007"] = "1",
            ["bae008"] = "2026-02-27T15:30:00Z",
            ["unknown"] = "left alone",
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return JsonSerializer.SerializeToElement(fields);
    }
}
