using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>Takes a duty for some hours, so that no second clerk calls the same person.</summary>
public sealed record ClaimBody : IRequest<ClaimBody>
{
    /// <summary>1 to 72.</summary>
    public int? Hours { get; init; }

    public static ClaimBody Example { get; } = new() { Hours = 4 };

    internal int Read(Fields fields)
    {
        if (Hours is not (>= 1 and <= Deadlines.ClaimHours))
            fields.Beyond("hours", Hours is null ? FieldCodes.Required : FieldCodes.OutOfRange, 1, Deadlines.ClaimHours);

        fields.ThrowIfWrong();
        return Hours!.Value;
    }
}

/// <summary>What a claim gives to the one who holds it.</summary>
/// <param name="Duty">The duty's key.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
/// <param name="Telephone">Of a contact duty (first contact, follow-up, visit): in full, on the access log with the duty as the reason.
/// Absent for other duties.</param>
public sealed record ClaimView(string Duty, DateTimeOffset Until, string? Telephone);

/// <summary>Puts a duty off with a reason, never beyond its last day.</summary>
public sealed record SnoozeBody : IRequest<SnoozeBody>
{
    /// <summary>The day on which it is back on the list.</summary>
    public string? Until { get; init; }

    public string? Note { get; init; }

    public static SnoozeBody Example { get; } = new() { Until = "2026-11-25", Note = "本人约定下周联系" };

    internal SnoozeDuty Read(string key, Fields fields)
    {
        var until = fields.Date(Until, "until", required: true);
        var reason = fields.Text(Note, "note", FieldLimits.Line, required: true);
        fields.ThrowIfWrong();
        return new SnoozeDuty(key, until!.Value, reason!);
    }
}
