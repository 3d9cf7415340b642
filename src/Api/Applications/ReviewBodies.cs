using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
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
                Basis = "2",
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

/// <summary>The name as on the identity document. A wrong number is another record: this one is ended as entered in error.</summary>
public sealed record IdentityCorrectionBody : IRequest<IdentityCorrectionBody>
{
    public string? Name { get; init; }

    public static IdentityCorrectionBody Example { get; } = new() { Name = "张珊" };

    internal CorrectIdentity Read(Fields fields)
    {
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse);
        fields.ThrowIfWrong();
        return new CorrectIdentity(name!);
    }
}

/// <summary>A non-approval: only a code of the list non-approval-reason, no text (79/2020 (二), (十)).</summary>
public sealed record RefusalBody : IRequest<RefusalBody>
{
    public string? Reason { get; init; }

    /// <summary>With reason 8 only: the first day of the new work, not before the application.</summary>
    public string? Since { get; init; }

    public static RefusalBody Example { get; } = new() { Reason = "4" };

    internal RefuseApplication Read(Fields fields)
    {
        ForbiddenGrounds.ThrowIfRefusal(Reason);
        var reason = fields.Coded<NonApprovalReason>(Reason, "reason", CodeListIds.NonApprovalReason);
        var since = fields.Date(Since, "since");
        fields.ThrowIfWrong();
        return new RefuseApplication(reason!.Value) { Since = since };
    }
}
