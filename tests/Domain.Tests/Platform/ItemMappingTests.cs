using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Platform;

/// <summary>What goes out, in the ministry's names.</summary>
public sealed class ItemMappingTests
{
    [Fact]
    public void A_case_from_application_to_its_revoked_exit()
    {
        var r = States.Of("exited");
        Scripts.Ok(r.Ask(0, new RevokeExit(r.Records[0].Past[^1].Number, World.Hand()), World.Supervisor));

        Assert.Equal(
            [PlatformItemKind.Result, PlatformItemKind.Registration, PlatformItemKind.Exit, PlatformItemKind.ExitRevoked],
            r.PlatformItems.Select(item => item.Kind)
        );
        var number = r.Records[0].Registration!.Number.Value;
        Has(
            r.PlatformItems[0],
            ("bae011", "1"),
            ("bae010", r.Records[0].Application!.Number.Value),
            ("aab301", "980102"),
            ("aae017", World.Urban),
            ("aae011", "supervisor-1")
        );
        Has(
            r.PlatformItems[1],
            ("acc020", number),
            ("aac147", World.Citizen().Value),
            ("aac058", "1"),
            ("aac003", "欧阳测试"),
            ("aac004", "1"),
            ("aac006", "1985-06-12"),
            ("aae005", "13800138000"),
            ("aac033", "1"),
            ("aac011", "21"),
            ("ajc093", Code(CodeListIds.UnemploymentReason, "resigned")),
            ("bae004", "1"),
            ("bae015", "1"),
            ("bae014", "3"),
            ("aae043", "2026-03-02")
        );
        Has(
            r.PlatformItems[2],
            ("acc020", number),
            ("acc028", "2026-03-02"),
            ("ajc00a", Code(CodeListIds.ExitReason, "hired")),
            ("bae019", "1")
        );
        Has(r.PlatformItems[3], ("acc020", number), ("acc028", "2026-03-02"), ("bae022", "2026-03-02"));
        Lacks(r.PlatformItems[1], "bae001");
        Lacks(r.PlatformItems[0], "bae012");
    }

    [Fact]
    public void A_health_that_an_earlier_system_had_not_recorded_does_not_travel_and_stops_nothing()
    {
        var item = Scripts.Registered().PlatformItems.Single(one => one.Kind == PlatformItemKind.Registration);
        var content = JsonNode.Parse(item.Content.GetRawText())!;
        content["details"]!["health"] = PersonDetails.HealthNotRecorded;
        Lacks(item with { Content = JsonSerializer.SerializeToElement(content) }, "aac033");
    }

    [Fact]
    public void A_non_approval_says_its_reason_as_a_code_and_in_words()
    {
        var r = States.Of("refused");

        Has(
            Assert.Single(r.PlatformItems),
            ("bae011", "2"),
            ("bae012", "1"),
            ("bae017", CodeLists.BuiltIn[CodeListIds.NonApprovalReason].Entries.First(e => e.Code == "1").Zh)
        );
    }

    [Fact]
    public void Moments_travel_with_the_offset_of_China() =>
        Has(Exit("""{"at":"2026-03-02T02:00:00Z"}"""), ("aae036", "2026-03-02T10:00:00.000+08:00"));

    /// <summary>
    /// When the item is made, the message only waits: perhaps for the morning, and perhaps it never arrives. After a death none goes out at
    /// all.
    /// </summary>
    [Theory]
    [InlineData(ExitReason.Hired, 10)]
    [InlineData(ExitReason.Hired, 22)]
    [InlineData(ExitReason.Death, 10)]
    public void An_exit_claims_no_informing_that_has_not_happened(ExitReason reason, int hour)
    {
        var r = Scripts.Registered();
        r.Now = World.At($"2026-03-03T{hour:00}:00:00");
        Scripts.Ok(
            r.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = reason,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Hand(),
                    }
                ),
                World.Supervisor
            )
        );

        var exit = r.PlatformItems.Single(item => item.Kind == PlatformItemKind.Exit);
        Assert.False(exit.Content.TryGetProperty("informed", out _));
        Lacks(exit, "bae027");
        Lacks(exit, "bae028");
    }

    /// <summary>An item that an older version made, and that waits still, holds the untrue claim: it does not leave with it.</summary>
    [Fact]
    public void A_claim_of_an_older_version_does_not_leave()
    {
        var exit = Exit("""{"informed":{"at":"2026-03-02T22:00:00+08:00","channel":"shortMessage"}}""");

        Lacks(exit, "bae027");
        Lacks(exit, "bae028");
    }

    [Theory]
    [InlineData("""{"number":null}""", "number", "acc020")]
    [InlineData("""{"number":"  "}""", "number", "acc020")]
    [InlineData("""{"on":"2026-02-30"}""", "on", "acc028")]
    [InlineData("""{"at":"2026-03-02T10:00:00"}""", "at", "aae036")]
    [InlineData("""{"exit":{"reason":"holiday","evidence":{"basis":"personDeclaration"}}}""", "exit.reason", "ajc00a")]
    [InlineData("""{"exit":{"reason":"hired"}}""", "exit.evidence.basis", "bae019")]
    [InlineData("""{"exit":{"reason":"other","evidence":{"basis":"personDeclaration"}}}""", "exit.otherReason", "bae018")]
    [InlineData("""{"exit":{"reason":"hired","evidence":{"basis":"dataMatch","source":"x"}}}""", "exit.evidence.matchedAt", "bae021")]
    [InlineData("""{"number":"123456789012345678901"}""", "number", "acc020")]
    public void What_is_missing_or_unknown_is_not_sent_and_the_field_is_named(string change, string own, string name)
    {
        var mapped = PlatformItemMapping.Map(PlatformFields.BuiltIn, Exit(change), "980102");

        Assert.Null(mapped.Fields);
        Assert.Equal(own, mapped.Fault!.Own);
        Assert.StartsWith(name + " ", mapped.Fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_without_an_interface_is_not_sent()
    {
        var link = new PlatformItem(
            PlatformItemKind.Link,
            "link:1",
            World.Day("2026-03-02"),
            "360102",
            JsonSerializer.SerializeToElement(new { linked = true })
        );

        Assert.NotNull(PlatformItemMapping.Map(PlatformFields.BuiltIn, link, "980102").Fault);
        Assert.Contains(PlatformItemKind.Link, PlatformFields.BuiltIn.ByHand);
    }

    private static PlatformItem Exit(string change)
    {
        var content = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            """{"number":"3601022026030000015","office":"36010201","on":"2026-03-02","exit":{"reason":"hired","evidence":{"basis":"personDeclaration"}},"operator":"c","at":"2026-03-02T10:00:00+08:00"}"""
        )!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change)!)
            content[name] = value;
        return new PlatformItem(
            PlatformItemKind.Exit,
            "exit:1",
            World.Day("2026-03-02"),
            "360102",
            JsonSerializer.SerializeToElement(content)
        );
    }

    private static void Has(PlatformItem item, params (string Name, string Value)[] expected)
    {
        var mapped = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102");
        Assert.True(mapped.Fault is null, mapped.Fault?.Reason);
        Assert.All(expected, field => Assert.Equal(field.Value, mapped.Fields!.Value.GetProperty(field.Name).GetString()));
    }

    private static void Lacks(PlatformItem item, string name) =>
        Assert.False(PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields!.Value.TryGetProperty(name, out _));

    private static string Code(string list, string name) => CodeLists.BuiltIn[list].TryGetByName(name, out var entry) ? entry.Code : "";
}
