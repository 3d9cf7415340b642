using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>A death has a contact of the family, where known; nothing else has.</summary>
public sealed class FamilyContactTests
{
    private readonly SmallRegister r = Scripts.Registered();

    [Fact]
    public void An_exit_by_death_keeps_whom_to_inform_and_the_platform_does_not_get_it()
    {
        Scripts.Ok(r.Ask(0, Exit(ExitReason.Death, FamilyContact.Read("欧阳家属", "配偶", "139 0000 0001")), World.Clerk));

        Assert.Equal(("欧阳家属", "配偶", "13900000001"), Of(Stored().FamilyContact!));
        Assert.Null(Stored().Unverified);
        Assert.DoesNotContain("13900000001", r.PlatformItems[^1].Content.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(PlatformItemKind.Exit, r.PlatformItems[^1].Kind);
        Assert.DoesNotContain("13900000001", JsonSerializer.Serialize(r.Notices, DomainJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_optional_and_a_number_that_is_none_does_not_hold_up_the_exit()
    {
        Scripts.Ok(r.Ask(0, Exit(ExitReason.Death, FamilyContact.Read(null, "子女", "打不通")), World.Clerk));
        Assert.Equal((null, "子女", null), Of(Stored().FamilyContact!));
        Assert.Equal([("familyContact.telephone", "打不通")], Stored().Unverified!.Select(one => (one.Field, one.Given)));
        Assert.Null(FamilyContact.Read(" ", null, ""));

        var other = Scripts.Registered();
        Scripts.Ok(other.Ask(0, Exit(ExitReason.Death, null), World.Clerk));
        Assert.Null(other.Records[0].Past[^1].Exit!.FamilyContact);
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_and_kept_beside()
    {
        Scripts.Ok(r.Ask(0, Exit(ExitReason.Death, FamilyContact.Read(new string('长', 300), null, null)), World.Clerk));
        Assert.Equal(200, Stored().FamilyContact!.Name!.Length);
        Assert.Equal(Doubt.TooLong, Assert.Single(Stored().Unverified!).Doubt);
    }

    [Theory]
    [InlineData(ExitReason.Hired)]
    [InlineData(ExitReason.Imprisoned)]
    [InlineData(ExitReason.Other)]
    [InlineData(ExitReason.GaveUpJobSeeking)]
    public void With_another_reason_nothing_of_the_family_is_stored(ExitReason reason)
    {
        var refusal = r.Ask(0, Exit(reason, FamilyContact.Read("欧阳家属", null, null)), World.Clerk).Refusal!;
        Assert.Equal(("familyContact", FieldRule.OnlyWithDeath), (refusal.Field, refusal.Rule));
    }

    [Fact]
    public void An_exit_of_an_older_version_has_none()
    {
        var stored = JsonSerializer.Deserialize<ExitDetails>(
            """{"reason":"death","on":"2026-03-02","evidence":{"basis":"manualCheck","note":"n"}}""",
            DomainJson.Options
        )!;
        Assert.Null(stored.FamilyContact);
        Assert.DoesNotContain("familyContact", JsonSerializer.Serialize(stored, DomainJson.Options), StringComparison.Ordinal);
    }

    private ExitDetails Stored() => r.Records[0].Past[^1].Exit!;

    private static (string?, string?, string?) Of(FamilyContact contact) => (contact.Name, contact.Relationship, contact.Telephone?.Value);

    private static RecordExit Exit(ExitReason reason, FamilyContact? contact)
    {
        var exit = States.Exit(reason);
        return exit with { Exit = exit.Exit with { FamilyContact = contact } };
    }
}
