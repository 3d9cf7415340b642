using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>How fast a backfill may go from now on. What is absent stays.</summary>
public sealed record ThrottleBody : IRequest<ThrottleBody>
{
    /// <summary>Registrations a second at most, 1 to 10,000.</summary>
    public int? Rate { get; init; }

    /// <summary>It waits while as many items wait to be sent, 1 to 100,000.</summary>
    public int? Backlog { get; init; }

    public string? Reason { get; init; }

    public static ThrottleBody Example { get; } =
        new()
        {
            Rate = 50,
            Backlog = 500,
            Reason = "白天减速",
        };

    internal (int? Rate, int? Backlog, string Reason) Read(Fields fields)
    {
        if (Rate is null && Backlog is null)
        {
            fields.Wrong("rate", FieldCodes.Required);
        }

        ReadThrottle(fields, Rate, Backlog, BackfillThrottle.Usual);
        var reason = ReasonBody.ReadReason(fields, Reason);
        fields.ThrowIfWrong();
        return (Rate, Backlog, reason!);
    }

    internal static BackfillThrottle ReadThrottle(Fields fields, int? rate, int? backlog, BackfillThrottle usual)
    {
        if (rate is < 1 or > BackfillThrottle.HighestRate)
        {
            fields.Wrong("rate", FieldCodes.OutOfRange);
        }

        if (backlog is < 1 or > BackfillThrottle.LargestBacklog)
        {
            fields.Wrong("backlog", FieldCodes.OutOfRange);
        }

        return new BackfillThrottle(rate ?? usual.Rate, backlog ?? usual.Backlog);
    }
}
