using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>
/// What a statement rests on: the person's declaration (1), a data match (2, with source and moment) or a check by hand (3, with a note).
/// </summary>
public sealed record EvidenceBody
{
    /// <summary>Code list exit-basis.</summary>
    public string? Basis { get; init; }

    /// <summary>Data source that was matched.</summary>
    public string? Source { get; init; }

    /// <summary>When it was matched, with offset.</summary>
    public string? MatchedAt { get; init; }

    /// <summary>What the check found.</summary>
    public string? Note { get; init; }

    internal static Evidence? Read(EvidenceBody? body, string field, Fields fields)
    {
        if (!fields.Has(body, field))
            return null;

        var basis = fields.Coded<EvidenceBasis>(body.Basis, field + ".basis", CodeListIds.ExitBasis);
        var isMatch = basis == EvidenceBasis.DataMatch;
        var source = fields.Text(body.Source, field + ".source", FieldLimits.Line, required: isMatch);
        var matchedAt = fields.Moment(body.MatchedAt, field + ".matchedAt", required: isMatch);
        var note = fields.Text(body.Note, field + ".note", FieldLimits.Note, required: basis == EvidenceBasis.ManualCheck);
        return basis is { } known
            ? new Evidence
            {
                Basis = known,
                Source = source,
                MatchedAt = matchedAt,
                Note = note,
            }
            : null;
    }
}

/// <summary>The basis of a statement.</summary>
public sealed record EvidenceView([CodesOf(CodeListIds.ExitBasis)] string Basis, string? Source, DateTimeOffset? MatchedAt, string? Note)
{
    internal static EvidenceView Of(Evidence evidence) =>
        new(ListCodes.Of(CodeListIds.ExitBasis, evidence.Basis), Mask.Text(evidence.Source), evidence.MatchedAt, Mask.Text(evidence.Note));
}
