using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Platform;
using Grid.Domain.Tests.Persons;

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
        Assert.Equal("13800138000", command.Details.Telephone.Value);

        var r = Scripts.Empty();
        Assert.Equal(World.Day("2026-03-03"), Scripts.Ok(r.Ask(0, command, Actor.Register)).Due);
    }

    [Theory]
    [InlineData("980102", "98010201")]
    [InlineData("980102000000", "98010201")]
    [InlineData("980000", "98000001")]
    public void The_regions_main_office_gets_it(string region, string office) => Assert.Equal(office, Map(("aab301", region)).Command!.Office);

    [Theory]
    [InlineData("aac147", "360102198506120011", "number")]
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
    [InlineData("ajc093", "90", "otherReason")]
    [InlineData("bae002", "5", "ground")]
    [InlineData("bae004", "1,77", "jobWishes")]
    [InlineData("ajc174", "yes", "wishesToClaimBenefit")]
    [InlineData("aae005", "12", "details.telephone")]
    [InlineData("aac033", null, "details.health")]
    [InlineData("aac033", "5", "details.disabilityGrade")]
    [InlineData("bae016", "123456789012345679", "formerEmployer.creditCode")]
    public void A_bad_one_is_refused_and_the_field_is_named(string name, string? value, string own)
    {
        var mapped = Map((name, value));

        Assert.Null(mapped.Command);
        Assert.Equal(own, mapped.Fault!.Own);
        if (value?.Length > 5)
            Assert.DoesNotContain(value, mapped.Fault.Reason, StringComparison.Ordinal);
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

        Assert.NotNull(PlatformApplicationMapping.Map(PlatformFields.BuiltIn, fields, World.Offices).Fault);
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
        PlatformApplicationMapping.Map(PlatformFields.BuiltIn, Fields(changes), World.Offices);

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
