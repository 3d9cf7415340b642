using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Grid.Api.Security;
using Grid.Domain.Regions;

namespace Grid.LoadGenerator.Register;

/// <summary>Signs each account's token once; safe for several threads.</summary>
internal sealed class StaffTokens(byte[] key, TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Staff, AuthenticationHeaderValue> signed = new();

    public AuthenticationHeaderValue For(Staff staff) => signed.GetOrAdd(staff, Sign);

    private AuthenticationHeaderValue Sign(Staff staff)
    {
        var now = clock.GetUtcNow();
        return new AuthenticationHeaderValue(
            "Bearer",
            new DevelopmentToken(staff.Subject, staff.Name, staff.Role, staff.Office, now, now + GoodFor).Sign(key)
        );
    }
}

/// <summary>An account that sends requests: role, office and subject of a development token.</summary>
internal sealed record Staff(string Role, string Office, string Subject, string Name)
{
    public static Staff Clerk(Office office) => new("clerk", office.Code.Value, $"demo-clerk-{office.Code}", "示例经办人");

    /// <summary>The link to the national platform, the only one that files applications from there.</summary>
    public static Staff PlatformLink(Office office) => new("platform-link", office.Code.Value, "demo-platform-link", "示例平台对接");

    /// <summary>The supervisor of the same office: another person than the clerk, as a second pair of eyes must be.</summary>
    public static Staff Supervisor(Office office) => new("supervisor", office.Code.Value, $"demo-supervisor-{office.Code}", "示例负责人");
}
