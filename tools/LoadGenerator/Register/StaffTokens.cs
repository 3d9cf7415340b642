using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Grid.Api.Security;

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
