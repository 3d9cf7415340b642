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
        {
            fields.Beyond("hours", Hours is null ? FieldCodes.Required : FieldCodes.OutOfRange, 1, Deadlines.ClaimHours);
        }

        fields.ThrowIfWrong();
        return Hours!.Value;
    }
}
