using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Platform;

/// <summary>Orders that everything the platform accepted for some days is sent again, under the same keys.</summary>
public sealed record ResendDaysBody : IRequest<ResendDaysBody>
{
    /// <summary>First day, inclusive: of what happened, not of when it was sent.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public string? To { get; init; }

    /// <summary>A region with all below it; absent for all.</summary>
    public string? Region { get; init; }

    /// <summary>Kind of items; absent for all.</summary>
    public string? Kind { get; init; }

    public string? Note { get; init; }

    public static ResendDaysBody Example { get; } =
        new()
        {
            From = "2026-11-20",
            To = "2026-11-21",
            Region = "360100",
            Kind = "exit",
            Note = "平台要求补传退出数据",
        };

    internal ResendDays Read(Fields fields, RegionTree regions)
    {
        var (from, to) = (fields.Date(From, "from", required: true), fields.Date(To, "to", required: true));
        if (from > to)
            fields.Wrong("from", FieldCodes.OutOfRange);

        if (to > fields.Today)
            fields.Wrong("to", FieldCodes.OutOfRange);

        var region = fields.Region(Region, "region");
        var known = region is not null && RegionCode.TryParse(region, out var code) ? regions.Known(code, fields.Today) : null;
        if (region is not null && known is null)
            fields.Wrong("region", FieldCodes.NotInList);

        var kind = fields.Name<PlatformItemKind>(Kind, "kind", required: false);
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return new ResendDays(from!.Value, to!.Value, known?.Code, kind, reason!);
    }
}

/// <summary>Days to be sent again, as read from the body.</summary>
internal sealed record ResendDays(DateOnly From, DateOnly To, RegionCode? Region, PlatformItemKind? Kind, string Reason);

/// <summary>What is sent again; the number of items is in the operators' log.</summary>
/// <param name="Orders">Address of the log.</param>
public sealed record ResendDaysView(DateOnly From, DateOnly To, string? Region, [NamesOf<PlatformItemKind>] string? Kind, string Orders)
{
    internal static ResendDaysView Of(ResendDays days) =>
        new(days.From, days.To, days.Region?.Value, days.Kind is { } kind ? EnumName.Of(kind) : null, PlatformEndpoints.Orders);
}
