using Grid.Console.Tests.Hosts;
using Grid.Testing;

namespace Grid.Console.Tests.Pages;

/// <summary>Every page with a role that sees it.</summary>
public static class PageList
{
    /// <summary>Address, role and office.</summary>
    public static IReadOnlyList<(string Path, string Role, string? Office)> All { get; } =
    [
        ("/console", "operator", null),
        ("/console?trend=month", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/regions", "operator", null),
        ("/console/regions/360100?sort=closing&desc=true", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/regions/" + FilledRegister.County, "operator", null),
        ("/console/recount", "operator", null),
        ("/console/duties", "operator", null),
        ("/console/duties/" + FilledRegister.County, "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/report", "statistician", null),
        ("/console/report/PERIOD/" + FilledRegister.County, "statistician", null),
        ("/console/platform", "operator", null),
        ("/console/platform/refused", "operator", null),
        ("/console/platform/applications", "operator", null),
        ("/console/platform/backfills", "operator", null),
        ("/console/platform/orders", "operator", null),
        ("/console/platform/days/2026-01-05", "operator", null),
        ("/console/notices", "operator", null),
        ("/console/notices/undelivered", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/matching", "operator", null),
        ("/console/imports", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/calendar", "operator", null),
        ("/console/grid", "operator", null),
        ("/console/access", "auditor", null),
        ("/console/access/unusual?all=true", "security-administrator", null),
        ("/console/duties/wording", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
        ("/console/duties/platform-applications", "supervisor", Grid.Api.Tests.Hosts.Api.Nanchang),
    ];

    /// <summary>
    /// Visits are what costs. At full size every page is looked at in every state and both languages; in the small form every page once
    /// with data, in one language or the other, and of the other states some pages each.
    /// </summary>
    public static IEnumerable<(string Path, string Role, string? Office)> Of(string state, string language)
    {
        if (TestSize.IsFull)
            return All;
        var (every, first) = (state, language) switch
        {
            ("data", "zh") => (2, 0),
            ("data", _) => (2, 1),
            ("empty", "zh") => (3, 0),
            ("empty", _) => (6, 2),
            ("province", "zh") => (6, 2),
            ("province", _) => (8, 6),
            (_, "zh") => (6, 4),
            _ => (9, 0),
        };
        return All.Where((_, index) => index % every == first);
    }

    /// <summary>The address with the period that is open now.</summary>
    public static string Now(string path) =>
        path.Replace(
            "PERIOD",
            Grid.Domain.Counting.CountingPeriod.Of(Grid.Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow())).ToString(),
            StringComparison.Ordinal
        );
}
