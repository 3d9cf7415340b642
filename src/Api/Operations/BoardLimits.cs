using Grid.Domain.Calendar;
using Grid.Domain.Notices;

namespace Grid.Api.Operations;

/// <summary>From when on somebody must act.</summary>
internal static class BoardLimits
{
    /// <summary>Counts are seconds behind on a busy day, never a minute.</summary>
    public static readonly TimeSpan CountsLag = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan PlatformLag = TimeSpan.FromHours(1);

    public static readonly TimeSpan NoticesLag = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Messages wait too long. In the quiet hours none is sent, so nobody must act; what they held up has the lag from their end on.
    /// </summary>
    public static bool NoticesLate(DateTimeOffset? oldest, DateTimeOffset at)
    {
        var opened = QuietHours.Default.NextAllowed(ChinaTime.StartOf(ChinaTime.DateOf(at)));
        return oldest is { } since && !QuietHours.Default.IsQuiet(at) && at - (since > opened ? since : opened) > NoticesLag;
    }

    /// <summary>A night's recount was missed.</summary>
    public static readonly TimeSpan RecountAge = TimeSpan.FromHours(36);

    /// <summary>Yesterday is closed in the course of today; the day before must be.</summary>
    public const int AcknowledgedDays = 2;
}
