using System.Security.Claims;
using Grid.Console.SignIn;

namespace Grid.Console.Tests.SignIn;

/// <summary>Who sees which page follows from the API's role matrix, and from the office where the matrix keeps it for the province.</summary>
public sealed class PageEntryTests
{
    [Theory]
    [InlineData(PagePolicies.Grid, "operator", null, true)]
    [InlineData(PagePolicies.Grid, "operator", "36000001", true)]
    [InlineData(PagePolicies.Grid, "operator", "36010001", false)]
    [InlineData(PagePolicies.Grid, "supervisor", "36000001", false)]
    [InlineData(PagePolicies.Platform, "operator", "36010001", true)]
    [InlineData(PagePolicies.Platform, "platform-administration", null, false)]
    [InlineData(PagePolicies.Platform, "system", null, false)]
    public void A_page_is_for_the_roles_and_offices_of_its_operation(string page, string role, string? office, bool sees) =>
        Assert.Equal(sees, PageCatalogue.Of(page).Allows(User(role, office)));

    private static ClaimsPrincipal User(string role, string? office)
    {
        Claim[] claims = office is null ? [new("role", role)] : [new("role", role), new("office", office)];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, "test", "name", "role"));
    }
}
