using Grid.Console.Tests.Hosts;

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
        ("/console/calendar", "operator", null),
        ("/console/grid", "operator", null),
        ("/console/access", "auditor", null),
    ];

    /// <summary>
    /// Visits are what costs. In the small form a state in which all pages are made alike (nothing there, nobody answers) is looked at in the second language on every fourth
    /// page only, and so are the pages of a province, which differ from those of a small register in width alone.
    /// </summary>
    public static IEnumerable<(string Path, string Role, string? Office)> Of(string state, string language) =>
        Grid.Testing.TestSize.IsFull || state == "data" || (language == "zh" && state != "province") ? All : All.Where((_, index) => index % 4 == 0);

    /// <summary>The address with the period that is open now.</summary>
    public static string Now(string path) =>
        path.Replace("PERIOD", Grid.Domain.Counting.CountingPeriod.Of(Grid.Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow())).ToString(), StringComparison.Ordinal);
}
