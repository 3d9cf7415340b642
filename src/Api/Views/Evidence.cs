using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>
/// The basis of a statement: <c>personDeclaration</c>, <c>dataMatch</c> (with source and moment) or <c>manualCheck</c> (with a note).
/// </summary>
public sealed record EvidenceBody
{
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

        var basis = fields.Name<EvidenceBasis>(body.Basis, field + ".basis");
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
public sealed record EvidenceView([NamesOf<EvidenceBasis>] string Basis, string? Source, DateTimeOffset? MatchedAt, string? Note)
{
    internal static EvidenceView Of(Evidence evidence) =>
        new(EnumName.Of(evidence.Basis), Mask.Text(evidence.Source), evidence.MatchedAt, Mask.Text(evidence.Note));
}
