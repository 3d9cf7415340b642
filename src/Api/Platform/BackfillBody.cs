using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>Registrations are to be uploaded that the platform was never told of, or, with <c>again</c>, all of them.</summary>
public sealed record BackfillBody : IRequest<BackfillBody>
{
    /// <summary>The day from which 79/2020 (七) wants all registrations.</summary>
    internal static readonly DateOnly FirstDay = new(2020, 3, 31);

    /// <summary>
    /// <c>registrations</c>: all that were registered on these days. <c>allValid</c>: those that are active or ended by an exit.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>
    /// First day of registration, inclusive. Absent: 2020-03-31 for <c>registrations</c>, from the beginning for <c>allValid</c>.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive. Absent: today.</summary>
    public string? To { get; init; }

    /// <summary>A region with all below it, where the registrations are held now; absent for all.</summary>
    public string? Region { get; init; }

    /// <summary>True: what the platform accepted already is sent again too, under the same keys; for a platform that lost it.</summary>
    public bool? Again { get; init; }

    /// <summary>Registrations a second at most; absent for 500.</summary>
    public int? Rate { get; init; }

    /// <summary>It waits while as many items wait to be sent; absent for 2,000.</summary>
    public int? Backlog { get; init; }

    public string? Reason { get; init; }

    public static BackfillBody Example { get; } =
        new()
        {
            Kind = "registrations",
            From = "2020-03-31",
            To = "2020-12-31",
            Region = "360100",
            Again = false,
            Rate = 200,
            Backlog = 2000,
            Reason = "补传平台上线前的失业登记",
        };

    internal (BackfillRange Range, BackfillThrottle Throttle, string Reason) Read(Fields fields, RegionTree regions)
    {
        var kind = fields.Name<BackfillKind>(Kind, "kind");
        var (from, to) = (fields.Date(From, "from"), fields.Date(To, "to"));
        if (to > fields.Today)
        {
            fields.Wrong("to", FieldCodes.OutOfRange);
        }

        from ??= kind == BackfillKind.Registrations ? FirstDay : null;
        to ??= fields.Today;
        if (from > to)
        {
            fields.Wrong("from", FieldCodes.OutOfRange);
        }

        var region = fields.Region(Region, "region");
        var known = region is not null && RegionCode.TryParse(region, out var code) ? regions.Known(code, fields.Today) : null;
        if (region is not null && known is null)
        {
            fields.Wrong("region", FieldCodes.NotInList);
        }

        var throttle = ThrottleBody.ReadThrottle(fields, Rate, Backlog, BackfillThrottle.Usual);
        var reason = ReasonBody.ReadReason(fields, Reason);
        fields.ThrowIfWrong();
        var prefix = known?.Code.Prefix;
        return (new BackfillRange(kind!.Value, from, to, string.IsNullOrEmpty(prefix) ? null : prefix, Again == true), throttle, reason!);
    }
}
