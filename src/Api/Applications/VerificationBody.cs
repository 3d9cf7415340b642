using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;

namespace Grid.Api.Applications;

/// <summary>
/// One check by the office (79/2020 (二)): <c>identity</c>, <c>outOfWork</c> … was <c>confirmed</c>, <c>contradicted</c> or
/// <c>inconclusive</c>.
/// </summary>
public sealed record VerificationBody : IRequest<VerificationBody>
{
    public string? Subject { get; init; }

    public string? Outcome { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static VerificationBody Example { get; } =
        new()
        {
            Subject = "identity",
            Outcome = "confirmed",
            Evidence = new EvidenceBody
            {
                Basis = "dataMatch",
                Source = "公安人口库",
                MatchedAt = "2026-11-20T10:00:00+08:00",
            },
        };

    internal RecordVerification Read(Fields fields)
    {
        var subject = fields.Name<VerificationSubject>(Subject, "subject");
        var outcome = fields.Name<VerificationOutcome>(Outcome, "outcome");
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RecordVerification(subject!.Value, outcome!.Value, evidence!);
    }
}
