using Grid.Domain;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>complaint_step</c>: what the figures need of an event, and none of its words.</summary>
internal sealed record ComplaintStep(
    long Sequence,
    string Complaint,
    short Step,
    ComplaintKind Kind,
    string Office,
    string Owner,
    DateOnly On
) : Discreet
{
    public DateOnly? Due { get; init; }

    public ComplaintEnd? Result { get; init; }

    /// <summary>Null for an event that is no step of a complaint.</summary>
    public static ComplaintStep? Of(JournalEntry entry) =>
        entry.Event switch
        {
            ComplaintRaised e => new(entry.Sequence, e.ComplaintId, 1, e.Kind, e.Office, e.Owner, e.On) { Due = e.AnswerDue.Date },
            ComplaintTaken e => new(entry.Sequence, e.ComplaintId, 2, e.Kind, e.Office, e.Owner, e.On),
            ComplaintEnded e => new(entry.Sequence, e.ComplaintId, 3, e.Kind, e.Office, e.Owner, e.On) { Result = e.End },
            _ => null,
        };
}

/// <summary>A row of <c>survey_step</c>.</summary>
internal sealed record SurveyStep(long Sequence, Guid Survey, short Step, string Office, string Owner, DateOnly On) : Discreet
{
    public SurveyOutcome? Outcome { get; init; }

    /// <summary>Added up: bit 0 is <see cref="SurveyFinding.NotContacted"/>, and so on.</summary>
    public short? Findings { get; init; }

    public bool? Confirmed { get; init; }

    /// <summary>Null for an event that is no step of a survey.</summary>
    public static SurveyStep? Of(JournalEntry entry) =>
        entry.Event switch
        {
            SurveyAnswered e => new(entry.Sequence, e.Survey, 1, e.Office, e.Owner, e.On)
            {
                Outcome = e.Outcome,
                Findings = (short)e.Findings.Sum(finding => 1 << ((int)finding - 1)),
            },
            ContradictionSettled e => new(entry.Sequence, e.Survey, 2, e.Office, e.Owner, e.On) { Confirmed = e.Confirmed },
            _ => null,
        };
}
