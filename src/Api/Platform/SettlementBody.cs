using Grid.Api.Problems;
using Grid.Api.Requests;

namespace Grid.Api.Platform;

/// <summary>An item comes off the list without being sent.</summary>
public sealed record SettlementBody : IRequest<SettlementBody>
{
    public string? Reason { get; init; }

    /// <summary>True: it was reported by hand. False: it need not be reported.</summary>
    public bool? ByHand { get; init; }

    public static SettlementBody Example { get; } = new() { Reason = "已按平台要求书面报送", ByHand = true };

    internal (string Reason, bool ByHand) Read(Fields fields)
    {
        var reason = ReasonBody.ReadReason(fields, Reason);
        if (ByHand is null)
        {
            fields.Wrong("byHand", FieldCodes.Required);
        }

        fields.ThrowIfWrong();
        return (reason!, ByHand!.Value);
    }
}
