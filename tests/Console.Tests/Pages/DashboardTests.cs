using Grid.Console.Tests.Hosts;
using Microsoft.Playwright;

namespace Grid.Console.Tests.Pages;

/// <summary>
/// The Orleans dashboard in a browser, with the console's sign-in: what we do not serve of it leaves no hole in what operators see.
/// </summary>
[Collection(FilledHost.Name)]
public sealed class DashboardTests(FilledRegister host, Browser browser)
{
    [Fact]
    public async Task It_draws_grains_silos_and_reminders_and_complains_of_nothing()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await ShowsAsync(visitor, "", "Methods with Most Calls", "overview");
        await ShowsAsync(visitor, "#/grains", "PersonGrain", "grains");
        await ShowsAsync(visitor, "#/silos", "Silo Health", "silos");
        await ShowsAsync(visitor, "#/reminders", "Primary Key", "reminders");
        Assert.Empty(visitor.Complaints);
        Assert.All(visitor.Asked, address => Assert.Equal(host.Pages.Authority, address.Authority));

        // The menu has it, the host does not: nothing of the log is there.
        await ShowsAsync(visitor, "#/trace", "no-such-route", "log");
    }

    private static async Task ShowsAsync(Visitor visitor, string part, string text, string picture)
    {
        await visitor.Page.GotoAsync("/dashboard/" + part);
        await visitor.Page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Visible });
        await visitor.PictureAsync("dashboard-" + picture);
    }
}
