using Grid.Api.Problems;
using Grid.Api.Requests;

namespace Grid.Api.Duties;

/// <summary>Takes a duty for some hours, so that no second clerk calls the same person.</summary>
public sealed record ClaimBody : IRequest<ClaimBody>
{
    private const int Longest = 72;

    /// <summary>1 to 72.</summary>
    public int? Hours { get; init; }

    public static ClaimBody Example { get; } = new() { Hours = 4 };

    internal int Read(Fields fields)
    {
        if (Hours is not (>= 1 and <= Longest))
        {
            fields.Beyond("hours", Hours is null ? FieldCodes.Required : FieldCodes.OutOfRange, 1, 72);
        }

        fields.ThrowIfWrong();
        return Hours!.Value;
    }
}
