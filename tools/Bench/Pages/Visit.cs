namespace Grid.Bench.Pages;

/// <summary>A page or a call of the API, by whom.</summary>
/// <param name="Path">The address.</param>
/// <param name="Role">Role of who asks.</param>
/// <param name="Office">Office of who asks; null for none.</param>
/// <param name="Body">Of a call that is posted; null for a GET.</param>
internal sealed record Visit(string Path, string Role, string? Office = null, string? Body = null)
{
    public const string Nanchang = "36010001";

    public bool IsPage => Path.StartsWith("/console", StringComparison.Ordinal);

    /// <summary>Every page, each followed by the calls that it makes.</summary>
    /// <param name="today">Today in China.</param>
    /// <param name="period">The period that is to be reported.</param>
    /// <param name="calendar">A table of days off, to be previewed.</param>
    public static IReadOnlyList<Visit> All(DateOnly today, string period, string calendar)
    {
        string Day(int back) => today.AddDays(-back).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            new("/console", "operator"),
            new("/v1/board", "operator"),
            new("/console?trend=month", "supervisor", Nanchang),
            new("/v1/board?region=360100", "supervisor", Nanchang),
            new("/console/regions", "operator"),
            new("/v1/counts/360000", "operator"),
            new("/v1/counts/360000/series", "operator"),
            new("/v1/denominators?region=360000&from=2024-12", "operator"),
            new("/v1/board?region=360000", "operator"),
            new("/console/regions/360100?sort=closing&desc=true", "supervisor", Nanchang),
            new("/v1/counts/360100", "supervisor", Nanchang),
            new("/v1/counts/360100/series", "supervisor", Nanchang),
            new("/console/regions/360102", "operator"),
            new("/v1/counts/360102", "operator"),
            new("/v1/counts/360102/offices?pageSize=200", "operator"),
            new("/v1/board?region=360102", "operator"),
            new("/console/recount", "operator"),
            new("/v1/counts/360000/recount", "operator"),
            new("/console/duties", "operator"),
            new("/v1/worklists/regions/360000", "operator"),
            new($"/v1/performance?from={Day(29)}&to={Day(0)}&region=360000", "supervisor", "36000001"),
            new("/console/duties/360000", "supervisor", "36000001"),
            new("/console/duties/360102", "supervisor", Nanchang),
            new("/v1/worklists/regions/360102", "supervisor", Nanchang),
            new($"/v1/performance?from={Day(29)}&to={Day(0)}&region=360102", "supervisor", Nanchang),
            new("/console/report", "statistician"),
            new("/v1/reports", "statistician"),
            new($"/console/report/{period}/360102", "statistician"),
            new($"/v1/reports/{period}/360102", "statistician"),
            new($"/console/report/{period}/360000", "statistician"),
            new($"/v1/reports/{period}/360000", "statistician"),
            new("/console/platform", "operator"),
            new("/v1/platform", "operator"),
            new($"/v1/platform/days?from={Day(30)}&to={Day(0)}", "operator"),
            new("/console/platform/refused", "operator"),
            new("/v1/platform/refused-items?pageSize=20", "operator"),
            new("/console/platform/applications", "operator"),
            new("/v1/platform/refused-applications?pageSize=20", "operator"),
            new("/console/platform/backfills", "operator"),
            new("/v1/platform/backfills", "operator"),
            new("/console/platform/orders", "operator"),
            new("/v1/platform/orders", "operator"),
            new($"/console/platform/days/{Day(1)}", "operator"),
            new($"/v1/platform/days/{Day(1)}", "operator"),
            new("/console/notices", "operator"),
            new("/v1/notices?region=360000", "operator"),
            new("/console/notices/undelivered", "supervisor", Nanchang),
            new("/v1/notices/undelivered?pageSize=20", "supervisor", Nanchang),
            new("/console/calendar", "operator"),
            new("/v1/calendars/progress", "operator"),
            new($"/v1/calendars/CN/{today.Year}/preview", "operator", null, calendar),
            new("/console/grid", "operator"),
            new("/v1/grid", "operator"),
            new("/console/access", "auditor"),
            new("/v1/access-log?pageSize=50", "auditor"),
        ];
    }
}
