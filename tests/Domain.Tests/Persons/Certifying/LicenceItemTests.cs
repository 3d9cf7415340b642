using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Items for electronic licences. That nothing else is missed is checked after every command of every test (SmallRegister).</summary>
public sealed class LicenceItemTests
{
    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Each_issue_replacement_and_revocation_makes_one_item()
    {
        var first = Issue();
        Issue(); // The same one on the same day.
        r.Now = r.Now.AddDays(1);
        var second = Issue();
        Scripts.Ok(r.Ask(0, new RevokeCertificate("遗失"), World.Clerk));
        var third = Issue();
        Assert.Equal(
            [
                (first, LicenceEvent.Issued, "valid"),
                (second, LicenceEvent.Replaced, "valid"),
                (second, LicenceEvent.Revoked, "revoked"),
                (third, LicenceEvent.Issued, "valid"),
            ],
            Items()
        );
        Assert.Equal(first, r.LicenceItems[1].Content.GetProperty("replaces").GetString());
        Assert.False(r.LicenceItems[3].Content.TryGetProperty("replaces", out _));
    }

    [Fact]
    public void Its_end_and_what_takes_that_back_make_one_item_each()
    {
        var number = Issue();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Supervisor));
        Assert.Equal(
            [(number, LicenceEvent.Issued, "valid"), (number, LicenceEvent.Ended, "ended"), (number, LicenceEvent.Restored, "valid")],
            Items()
        );

        // A revoked certificate stays so, whatever becomes of the registration.
        Scripts.Ok(r.Ask(0, new RevokeCertificate("遗失"), World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Equal((number, LicenceEvent.Revoked, "revoked"), Items()[^1]);
        Assert.Equal(4, r.LicenceItems.Count);
    }

    [Fact]
    public void Without_a_certificate_there_is_nothing_to_tell()
    {
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Empty(r.LicenceItems);
    }

    [Fact]
    public void Only_an_item_that_puts_a_licence_in_force_names_the_holder_and_nothing_else_of_the_person()
    {
        Issue();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        var holder = r.LicenceItems[0].Content.GetProperty("holder");
        Assert.Equal(["name", "number", "numberKind"], holder.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            (Record.Identity!.Name.Value, Record.Identity.Number.Value),
            (holder.GetProperty("name").GetString(), holder.GetProperty("number").GetString())
        );
        Assert.False(r.LicenceItems[1].Content.TryGetProperty("holder", out _));
        Assert.Equal(
            ["certificate", "event", "holder", "issuedOn", "licence", "office", "on", "status"],
            r.LicenceItems[0].Content.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_corrected_name_reaches_the_licence_in_force()
    {
        var number = Issue();
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "公安库更正", Name = PersonName.Parse("赵新名") }, World.Clerk));
        Assert.Equal((number, LicenceEvent.HolderCorrected, "valid"), Items()[^1]);
        Assert.Equal("赵新名", r.LicenceItems[^1].Content.GetProperty("holder").GetProperty("name").GetString());
    }

    private IReadOnlyList<(string Certificate, LicenceEvent About, string? Status)> Items() =>
        [.. r.LicenceItems.Select(one => (one.Certificate.ToString(), one.About, one.Content.GetProperty("status").GetString()))];

    private string Issue() => Scripts.Ok(r.Ask(0, new IssueCertificate(), World.Clerk)).Reference!;
}
