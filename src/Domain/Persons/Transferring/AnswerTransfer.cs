namespace Grid.Domain.Persons;

/// <summary>
/// The person answers a transfer request itself, without an office: the choice of place is the person's (79/2020 (一)). Agreed, the case goes
/// to the asking office at once; not agreed, the request is closed and the case stays.
/// </summary>
/// <param name="RequestId">The request.</param>
/// <param name="Agrees">Whether the case is to go there.</param>
public sealed record AnswerTransfer(string RequestId, bool Agrees) : PersonCommand;

/// <summary>Only the person, who has shown both numbers, answers so; offices transfer or decline.</summary>
internal static class AnsweringTransfer
{
    private const string Note = "本人在线答复";

    public static Decision Decide(PersonRecord record, AnswerTransfer command, DecisionContext context)
    {
        if (context.Actor.Role != Role.Applicant)
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase) { Allowed = ["persons.transfer", "persons.decline-transfer"] });
        if (
            Transferring.Holder(record) is not { } holder
            || holder.Requests.FirstOrDefault(r => string.Equals(r.Id, command.RequestId, StringComparison.Ordinal)) is not { } request
        )
        {
            return Decision.Refuse(new Refusal(RefusalCode.UnknownTransferRequest));
        }

        if (!command.Agrees)
        {
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.TransferDeclined, record) with
                {
                    Reference = request.Id,
                },
                new TransferDeclined(request.Id, new Evidence { Basis = EvidenceBasis.PersonDeclaration, Note = Note })
            );
        }

        if (context.Offices.Find(request.ToOffice) is not { } target)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice));
        return Succession.Refusal(target, "requestId", context) is { } ended
            ? Decision.Refuse(ended)
            : Transferring.Move(record, target, request.Ground, Note, context);
    }
}
