using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Applications;

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
