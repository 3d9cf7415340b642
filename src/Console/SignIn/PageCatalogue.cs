using Grid.Api.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Grid.Console.SignIn;

/// <summary>All pages in the order of the navigation. Who sees which follows only from the API's role matrix.</summary>
internal static class PageCatalogue
{
    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new(PagePolicies.Board, "/console", new("总览", "Board"), "board.read"),
        new(PagePolicies.Regions, "/console/regions", new("地区", "Regions"), "counts.read"),
        new(PagePolicies.Duties, "/console/duties", new("待办", "Duties"), "worklists.regions"),
        new(PagePolicies.Report, "/console/report", new("月报", "Report"), "reports.list"),
        new(PagePolicies.Platform, "/console/platform", new("全国平台", "Platform"), "platform.read"),
        new(PagePolicies.Notices, "/console/notices", new("通知", "Notices"), "notices.state"),
        new(PagePolicies.Matching, "/console/matching", new("信息比对", "Matching"), "matching.runs"),
        new(PagePolicies.Imports, "/console/imports", new("历史数据导入", "Imports"), "imports.list"),
        new(PagePolicies.Calendar, "/console/calendar", new("工作日历", "Calendar"), "calendars.progress"),
        new(PagePolicies.Grid, "/console/grid", new("运行", "Grid"), "grid.read"),
        new(PagePolicies.Access, "/console/access", new("访问记录", "Access"), "access-log.read"),
    ];

    public static PageEntry Of(string policy) => All.First(page => page.Policy == policy);

    /// <summary>The page that an address is of; null of another.</summary>
    public static PageEntry? At(string path) =>
        All.OrderByDescending(page => page.Href.Length)
            .FirstOrDefault(page => path == page.Href || path.StartsWith(page.Href + "/", StringComparison.Ordinal));

    public static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var page in All)
        {
            options.AddPolicy(page.Policy, policy =>
                policy
                    .AddAuthenticationSchemes(PagesSignIn.Scheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context => page.Allows(context.User))
            );
        }
    }
}
