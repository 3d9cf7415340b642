using Grid.Api.Requests;

namespace Grid.Api.Platform;

/// <summary>A refused item is to be sent again.</summary>
public sealed record ResendBody : IRequest<ResendBody>
{
    public string? Reason { get; init; }

    /// <summary>True: with the content that the person's record gives now, under the old key. False or absent: as it was.</summary>
    public bool? Renew { get; init; }

    public static ResendBody Example { get; } = new() { Reason = "已更正联系电话", Renew = true };

    internal (string Reason, bool Renew) Read(Fields fields)
    {
        var reason = ReasonBody.ReadReason(fields, Reason);
        fields.ThrowIfWrong();
        return (reason!, Renew == true);
    }
}
