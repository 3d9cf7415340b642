using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Who acts for an applicant, for what and until when; recorded with the application, and changed by a correction.</summary>
public sealed class RepresentativeTests
{
    [Fact]
    public void It_comes_with_the_application_and_is_corrected_also_after_the_registration()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { Representative = Agent(r) });
        Assert.Equal(Agent(r).Name, r.Records[0].Application!.Representative!.Name);

        var guardian = Agent(r) with { Kind = RepresentativeKind.Guardian, Until = null, Relationship = "父亲" };
        var corrected = r.Ask(0, new CorrectData { Why = "已指定监护人", Representative = guardian }, World.Clerk);
        Scripts.Ok(corrected);
        Assert.Equal((RepresentativeKind.Guardian, null), (Of(r).Kind, Of(r).Until));
        var change = Assert.Single(corrected.Events.OfType<DataCorrected>().Single().Changes);
        Assert.Equal("representative", change.Field);
        Assert.StartsWith("agent,", change.Before, StringComparison.Ordinal);
        Assert.StartsWith("guardian,", change.After, StringComparison.Ordinal);

        Assert.Equal(
            RefusalCode.NothingChanges,
            r.Ask(
                0,
                new CorrectData { Why = "再次", Representative = guardian with { Scopes = [.. guardian.Scopes] } },
                World.Clerk
            ).Refusal?.Code
        );
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "本人办理", Remove = [RemovableField.Representative] }, World.Clerk));
        Assert.Null(r.Records[0].Application!.Representative);
    }

    [Fact]
    public void It_is_judged_field_by_field()
    {
        var r = Scripts.Empty();
        var application = World.Application(World.Citizen(), r.Now);
        var refusal = r.Ask(
            0,
            application with
            {
                Representative = Agent(r) with { Number = World.Citizen(), Relationship = " ", Scopes = [], Until = null },
            },
            World.Clerk
        ).Refusal!;
        Assert.Equal(
            [
                ("representative.identityNumber", FieldRule.SameNumber),
                ("representative.relationship", FieldRule.NoContent),
                ("representative.scopes", FieldRule.Required),
                ("representative.until", FieldRule.Required),
            ],
            refusal.Each().Select(one => (one.Field!, one.Rule!.Value))
        );
        foreach (var days in (int[])[-1, 367])
        {
            Assert.Equal(
                "representative.until",
                r.Ask(0, application with { Representative = Agent(r) with { Until = Today(r).AddDays(days) } }, World.Clerk).Refusal?.Field
            );
        }

        Scripts.Ok(r.Ask(0, application with { Representative = Agent(r) with { Until = Today(r) } }, World.Clerk));
        Assert.Equal(
            RefusalCode.UnknownPerson,
            r.Ask(1, new CorrectData { Why = "无申请", Representative = Agent(r) }, World.Clerk).Refusal?.Code
        );
    }

    [Fact]
    public void It_covers_what_it_is_for_until_its_last_day()
    {
        var last = new DateOnly(2026, 11, 30);
        var agent = new Representative
        {
            Kind = RepresentativeKind.Agent,
            Name = PersonName.Parse("周慕云"),
            Relationship = "配偶",
            Scopes = [RepresentativeScope.Apply],
            Until = last,
        };
        Assert.True(agent.Covers(RepresentativeScope.Apply, last));
        Assert.False(agent.Covers(RepresentativeScope.Apply, last.AddDays(1)));
        Assert.False(agent.Covers(RepresentativeScope.RaiseObjection, last));
        Assert.True((agent with { Until = null }).Covers(RepresentativeScope.Apply, last.AddYears(30)));
    }

    private static DateOnly Today(SmallRegister r) => ChinaTime.DateOf(r.Now);

    private static Representative Of(SmallRegister r) => r.Records[0].Application!.Representative!;

    private static Representative Agent(SmallRegister r) =>
        new()
        {
            Kind = RepresentativeKind.Agent,
            Name = PersonName.Parse("周慕云"),
            Telephone = TelephoneNumber.Parse("13900139000"),
            Relationship = "配偶",
            Scopes = [RepresentativeScope.Apply, RepresentativeScope.ReceiveNotices],
            Until = ChinaTime.DateOf(r.Now).AddDays(90),
        };
}
