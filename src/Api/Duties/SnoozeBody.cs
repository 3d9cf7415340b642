using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>Puts a duty off with a reason, never beyond its last day.</summary>
public sealed record SnoozeBody : IRequest<SnoozeBody>
{
    /// <summary>The day on which it is back on the list.</summary>
    public string? Until { get; init; }

    public string? Reason { get; init; }

    public static SnoozeBody Example { get; } = new() { Until = "2026-11-25", Reason = "本人约定下周联系" };

    internal SnoozeDuty Read(string key, Fields fields)
    {
        var until = fields.Date(Until, "until", required: true);
        var reason = fields.Text(Reason, "reason", FieldLimits.Line, required: true);
        fields.ThrowIfWrong();
        return new SnoozeDuty(key, until!.Value, reason!);
    }
}
