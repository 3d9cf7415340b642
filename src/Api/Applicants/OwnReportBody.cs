using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Applicants;

/// <summary>The person's own report over a link: still looking, or found work. Neither ends the registration.</summary>
public sealed record OwnReportBody : IRequest<OwnReportBody>
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public bool? StillLooking { get; init; }

    /// <summary>Not together with <see cref="StillLooking"/>.</summary>
    public bool? FoundWork { get; init; }

    /// <summary>Required when neither is so.</summary>
    public string? Note { get; init; }

    public static OwnReportBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            StillLooking = true,
            FoundWork = false,
            Note = "希望参加电工培训",
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal (ContactOutcome Outcome, string? Note) Read(Fields fields)
    {
        if (StillLooking is null)
        {
            fields.Wrong("stillLooking", FieldCodes.Required);
        }

        if (FoundWork is null)
        {
            fields.Wrong("foundWork", FieldCodes.Required);
        }

        if (StillLooking == true && FoundWork == true)
        {
            fields.Wrong("foundWork", FieldCodes.Contradicts);
        }

        var note = fields.Text(Note, "note", FieldLimits.Note, required: StillLooking == false && FoundWork == false);
        return (FoundWork == true ? ContactOutcome.FoundWork : ContactOutcome.Reached, note);
    }
}
