using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;

namespace Grid.Api.Applications;

/// <summary>A non-approval: only a code of the list non-approval-reason, no text (79/2020 (二), (十)).</summary>
public sealed record RefusalBody : IRequest<RefusalBody>
{
    public string? Reason { get; init; }

    public static RefusalBody Example { get; } = new() { Reason = "4" };

    internal RefuseApplication Read(Fields fields)
    {
        ForbiddenGrounds.ThrowIfRefusal(Reason);
        var reason = fields.Coded<NonApprovalReason>(Reason, "reason", CodeListIds.NonApprovalReason);
        fields.ThrowIfWrong();
        return new RefuseApplication(reason!.Value);
    }
}
