using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Views;

/// <summary>Who acts for an applicant, as an office sees it.</summary>
public sealed class RepresentativeViewTests
{
    private static readonly DateOnly Last = new(2026, 11, 30);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void One_whose_last_day_is_over_is_shown_as_not_in_force(int daysAfter, bool inForce)
    {
        var one = new Representative
        {
            Kind = RepresentativeKind.Agent,
            Name = PersonName.Parse("周慕云"),
            Telephone = TelephoneNumber.Parse("13900139000"),
            Relationship = "配偶,电话13900139000",
            Scopes = [RepresentativeScope.DeclareExit],
            Until = Last,
        };
        var view = RepresentativeView.Of(one, Last.AddDays(daysAfter))!;
        Assert.Equal((inForce, Last), (view.InForce, view.Until));
        Assert.DoesNotContain("13900139000", view.ToString(), StringComparison.Ordinal);
        Assert.True(RepresentativeView.Of(one with { Kind = RepresentativeKind.Guardian, Until = null }, Last.AddYears(9))!.InForce);
    }
}
