using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>After the last case any office may take an application under a number: the telephone known before hears of it.</summary>
public sealed class OtherTelephoneTests
{
    private const string Other = "13900139000";

    [Fact]
    public void An_application_with_another_telephone_is_announced_to_the_one_known_before_without_the_receipt()
    {
        var r = Withdrawn();
        Apply(r, Other);
        var notice = Assert.Single(r.Notices, n => n.Kind == NoticeKind.AppliedWithOtherTelephone);
        Assert.Equal("13800138000", notice.Facts.GetProperty("telephone").GetString());
        Assert.Equal(World.OtherUrban, notice.Facts.GetProperty("office").GetString());
        Assert.DoesNotContain(r.Records[0].Application!.Number.Value, notice.Facts.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Other, r.Notices.Last(n => n.Kind == NoticeKind.Receipt).Facts.GetProperty("telephone").GetString());

        // And the one after that, to the telephone that is known now.
        Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.OtherClerk));
        Apply(r, "13700137000");
        Assert.Equal(Other, r.Notices.Last(n => n.Kind == NoticeKind.AppliedWithOtherTelephone).Facts.GetProperty("telephone").GetString());
    }

    [Fact]
    public void The_same_telephone_or_a_first_application_needs_no_second_message()
    {
        var r = Withdrawn();
        Apply(r, "13800138000");
        Assert.DoesNotContain(r.Notices, n => n.Kind == NoticeKind.AppliedWithOtherTelephone);
    }

    private static SmallRegister Withdrawn()
    {
        var r = States.Of("submitted");
        Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        return r;
    }

    private static void Apply(SmallRegister r, string telephone) =>
        Scripts.Ok(
            r.Ask(
                0,
                World.Application(World.Citizen(), r.Now, World.OtherUrban) with
                {
                    Details = World.Details(telephone),
                },
                World.OtherClerk
            )
        );
}
