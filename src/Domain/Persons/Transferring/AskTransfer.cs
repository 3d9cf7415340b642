using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>
/// What an office wrote down when a person applied there whose case another office holds. It is kept with the request until that is closed,
/// and is all that the office may see of the person until then. Nothing of it becomes part of the case.
/// </summary>
public sealed record TransferForm : Discreet
{
    public required IdentityNumber Number { get; init; }

    public required PersonName Name { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    /// <summary>Code list <c>job-wish</c>.</summary>
    public IReadOnlyList<string> JobWishes { get; init; } = [];

    public TelephoneNumber? Telephone { get; init; }

    public string? Address { get; init; }

    internal static TransferForm Of(SubmitApplication command) =>
        new()
        {
            Number = command.Number,
            Name = command.Name,
            Channel = command.Channel,
            Reason = command.Reason,
            UnemployedOn = command.UnemployedOn,
            JobWishes = command.JobWishes,
            Telephone = command.Details.Telephone,
            Address = command.Details.Address,
        };
}

/// <summary>
/// A second application at another office asks for the case, and no more: a number that somebody knows opens nothing. The answer has neither
/// the number of the case, which is a receipt, nor its state.
/// </summary>
internal static class AskingTransfer
{
    /// <summary>A new request and its answer; of an office that has asked already, the answer again and no event.</summary>
    public static (CommandOutcome Outcome, TransferRequest Request, PersonEvent[] Events) Ask(
        PersonRecord record,
        string holder,
        IReadOnlyList<TransferRequest> present,
        SubmitApplication command,
        DecisionContext context
    )
    {
        if (present.FirstOrDefault(r => string.Equals(r.ToOffice, command.Office, StringComparison.Ordinal)) is { } same)
            return (Answer(record, holder, same, context), same, []);
        var request = new TransferRequest(context.NewId.ToString("N"), command.Office, command.Ground, context.Now, context.Actor.Subject);
        return (Answer(record, holder, request, context), request, [new TransferRequested(request) { Form = TransferForm.Of(command) }]);
    }

    private static CommandOutcome Answer(PersonRecord record, string holder, TransferRequest request, DecisionContext context)
    {
        var due = Deadlines.Of(DutyKind.TransferRequest, Calendar.ChinaTime.DateOf(request.AskedAt), holder, context);
        return new CommandOutcome(OutcomeKind.TransferRequested, record.Id)
        {
            Office = holder,
            Reference = request.Id,
            Due = due.Date,
            DueProvisional = due.Provisional ? true : null,
        };
    }
}
