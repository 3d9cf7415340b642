using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;

namespace Grid.Api.Notices;

/// <summary>What became of a message that the gateway took.</summary>
public sealed record DeliveryReportBody : IRequest<DeliveryReportBody>
{
    /// <summary>The gateway's own identifier of the message.</summary>
    public string? GatewayId { get; init; }

    public bool? Delivered { get; init; }

    /// <summary>Why it was not delivered.</summary>
    public string? Note { get; init; }

    public string? At { get; init; }

    public static DeliveryReportBody Example { get; } =
        new()
        {
            GatewayId = "b41f0c22",
            Delivered = false,
            Note = "absent subscriber",
            At = "2026-11-21T08:00:00+08:00",
        };

    /// <param name="tolerance">By how much the gateway's clock may be ahead of the register's; within it the report is taken as of
    /// now.</param>
    internal DeliveryReport Read(Fields fields, DateTimeOffset now, TimeSpan tolerance)
    {
        var id = fields.Text(GatewayId, "gatewayId", 100, required: true);
        if (Delivered is null)
            fields.Wrong("delivered", FieldCodes.Required);

        var reason = fields.Text(Note, "note", 200, required: Delivered == false);
        var at = fields.Moment(At, "at", required: true);
        if (at > now + tolerance)
            fields.Wrong("at", FieldCodes.OutOfRange);

        fields.ThrowIfWrong();
        return new DeliveryReport(id!, Delivered!.Value, Mask.Text(reason), OtherClocks.Adjust(at!.Value, now, tolerance));
    }
}

/// <summary>A delivery report that was read.</summary>
internal sealed record DeliveryReport(string GatewayId, bool Delivered, string? Reason, DateTimeOffset At);
