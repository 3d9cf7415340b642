using Grid.Api.Requests;

namespace Grid.Api.Platform;

/// <summary>Why an operator orders something of the sync; goes to the operators' log.</summary>
public sealed record ReasonBody : IRequest<ReasonBody>
{
    internal const int Longest = 500;

    public string? Reason { get; init; }

    public static ReasonBody Example { get; } = new() { Reason = "全国平台今晚停机升级" };

    internal string Read(Fields fields)
    {
        var reason = ReadReason(fields, Reason);
        fields.ThrowIfWrong();
        return reason!;
    }

    /// <summary>Null after an error.</summary>
    internal static string? ReadReason(Fields fields, string? reason) =>
        fields.Text(reason, "reason", Longest, required: true, shortest: 2);
}
