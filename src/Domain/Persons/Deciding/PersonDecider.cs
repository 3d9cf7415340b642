using Grid.Domain.Persons.Commands;

namespace Grid.Domain.Persons.Deciding;

/// <summary>
/// The rules of 79/2020 for one person: what a command leads to, given the record, the clock and the calendars. Pure: the same
/// arguments always give the same decision, and nothing is changed.
/// </summary>
public static class PersonDecider
{
    /// <summary>Events and answer, or a refusal. Fold the events with <see cref="PersonFold"/> to get the new record.</summary>
    public static Decision Decide(PersonRecord record, PersonCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return command switch
        {
            SubmitApplication c => Submitting.Decide(record, c, context),
            RecordVerification c => Verifying.Decide(record, c, context),
            AskCorrection c => Verifying.Decide(record, c, context),
            CorrectIdentity c => Verifying.Decide(record, c, context),
            ApproveApplication => Reviewing.Approve(record, context),
            RefuseApplication c => Reviewing.Refuse(record, c, context),
            WithdrawApplication c => Reviewing.Withdraw(record, c, context),
            Transfer c => Transferring.Decide(record, c, context),
            DeclineTransfer c => Transferring.Decide(record, c, context),
            RecordExit c => Exiting.Decide(record, c, context),
            ConfirmExit => Exiting.Confirm(record, context),
            RejectExit c => Exiting.Reject(record, c, context),
            RevokeExit c => Exiting.Revoke(record, c, context),
            CorrectData c => Correcting.Decide(record, c, context),
            RaiseObjection c => Objecting.Raise(record, c, context),
            AnswerObjection c => Objecting.Answer(record, c, context),
            LinkTo c => Linking.Link(record, c, context),
            Unlink c => Linking.Unlink(record, c, context),
            TakeOverCase c => Linking.TakeOver(record, c, context),
            ConfirmMove c => Linking.Confirm(record, c),
            EndAsEnteredInError c => EndingInError.Decide(record, c, context),
            Tick => Ticking.Decide(record, context),
            _ => throw new ArgumentException($"No rule for {command.GetType().Name}.", nameof(command)),
        };
    }
}
