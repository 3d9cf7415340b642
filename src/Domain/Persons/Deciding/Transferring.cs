using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Reorganising;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Moving a case between offices; the person chooses the place (79/2020 (一)), so a wrong office is a transfer and never a refusal.</summary>
internal static class Transferring
{
    /// <summary>Working days from a transfer request to its answer, as for the application that it was.</summary>
    public const int AnswerWorkingDays = 3;

    public static Decision Decide(PersonRecord record, Transfer command, DecisionContext context)
    {
        if (Holder(record) is not { } holder)
            return Decision.Refuse(CaseScope.NotRegistered(record, context));
        if (CaseScope.Check(context, holder.Office) is { } scope)
            return Decision.Refuse(scope);
        if (FieldRules.Text("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (context.Offices.Find(command.ToOffice) is not { } target)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice) { Field = "toOffice" });
        if (Succession.Refusal(target, "toOffice", context) is { } ended)
            return Decision.Refuse(ended);
        if (string.Equals(command.ToOffice, holder.Office, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SameOffice) { Field = "toOffice" });

        var request = holder.Requests.FirstOrDefault(r => string.Equals(r.ToOffice, command.ToOffice, StringComparison.Ordinal));
        if (record.Application is { IsOpen: true } application)
        {
            var ground = command.Ground ?? request?.Ground ?? application.Ground;
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.Transferred, record, application with { Office = command.ToOffice }),
                new ApplicationTransferred(application.Office, command.ToOffice, ground, context.Today, command.Note));
        }

        var registration = record.Registration!;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Transferred, record, registration with { Office = command.ToOffice }),
            new RegistrationTransferred(
                registration.Office,
                command.ToOffice,
                command.Ground ?? request?.Ground ?? registration.Ground,
                Statistics.Counts(registration.ByReference, target, record.Identity!.Number, context.Today),
                context.Today,
                command.Note));
    }

    public static Decision Decide(PersonRecord record, DeclineTransfer command, DecisionContext context)
    {
        if (Holder(record) is not { } holder)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownTransferRequest));
        if (CaseScope.Check(context, holder.Office) is { } scope)
            return Decision.Refuse(scope);
        if (!holder.Requests.Any(r => string.Equals(r.Id, command.RequestId, StringComparison.Ordinal)))
            return Decision.Refuse(new Refusal(RefusalCode.UnknownTransferRequest));
        if (FieldRules.OwnDeclaration("declaration", command.Declaration, context.Now) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.TransferDeclined, record) with { Reference = command.RequestId },
            new TransferDeclined(command.RequestId, command.Declaration));
    }

    /// <summary>The office that holds what can be transferred: the open application comes first.</summary>
    private static (string Office, IReadOnlyList<TransferRequest> Requests)? Holder(PersonRecord record) =>
        record.Application is { IsOpen: true } application ? (application.Office, application.TransferRequests)
        : record.Registration is { } registration ? (registration.Office, registration.TransferRequests)
        : null;
}
