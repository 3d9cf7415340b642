using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// Joins an application of the platform that could not be taken over to the application that the person made otherwise, at the counter for
/// example. It then shares the result of that one: the decision that is there already, or the one to come. Nothing else of the record
/// changes.
/// </summary>
/// <param name="PlatformNumber">失业登记申请编号 of the one that could not be taken over.</param>
/// <param name="Of">An application of this person: the present one, or one that led to a registration.</param>
public sealed record JoinPlatformApplication(PlatformApplicationNumber PlatformNumber, ApplicationNumber Of) : PersonCommand;

/// <summary>A number is joined once. What it is joined to must be this person's and held by an office within the actor's reach.</summary>
internal static class JoiningRules
{
    public static Decision Decide(PersonRecord record, JoinPlatformApplication command, DecisionContext context)
    {
        if (record.AliasOf is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (PlatformJoining.IsKnown(record, command.PlatformNumber))
            return Decision.Accept(Outcomes.Of(OutcomeKind.PlatformApplicationJoined, record));
        if (PlatformJoining.Find(record, command.Of) is not { } found)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownApplication));
        if (CaseScope.Check(context, found.Office) is { } scope)
            return Decision.Refuse(scope);
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.PlatformApplicationJoined, record) with
            {
                Application = command.Of,
                Office = found.Office,
            },
            new PlatformApplicationJoined(command.PlatformNumber, command.Of, null, found.Office, context.Today, Registered: false)
            {
                Result = found.Result,
                NonApproval = found.NonApproval,
            }
        );
    }
}

/// <summary>What an application of the platform can be joined to.</summary>
public static class PlatformJoining
{
    /// <summary>Whether the record has this number, or a result under it, already.</summary>
    public static bool IsKnown(PersonRecord record, PlatformApplicationNumber number)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Application?.PlatformNumber == number
            || record.PlatformNumbers.Contains(number)
            || record.AwaitingResults.Any(one => one.Number == number);
    }

    /// <summary>
    /// The person's application of this number; null when there is none such, also when it was ended as entered in error.
    /// </summary>
    public static JoinTarget? Find(PersonRecord record, ApplicationNumber number)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Application is { } own && own.Number == number)
        {
            return own switch
            {
                { IsOpen: true } => new JoinTarget(own.Office, null, null),
                { Status: ApplicationStatus.NotApproved } => new JoinTarget(own.Office, PlatformResult.NotApproved, own.NonApproval),
                { Status: ApplicationStatus.Withdrawn } => new JoinTarget(own.Office, PlatformResult.Withdrawn, null),

                // Held by the office that has the registration now, where one is left.
                _ => Registered(record, number) ?? new JoinTarget(own.Office, PlatformResult.Approved, null),
            };
        }

        return Registered(record, number);
    }

    private static JoinTarget? Registered(PersonRecord record, ApplicationNumber number)
    {
        if (record.Registration is { } active && active.Application == number)
            return new JoinTarget(active.Office, PlatformResult.Approved, null);
        return record.Past.LastOrDefault(past => past.Registration.Application == number) is { } over
            // A revoked one counts as if it had never been: reporting an approval to the platform would make it valid again.
            ? new JoinTarget(
                over.Registration.Office,
                over.Ending == PastEnding.Revoked ? PlatformResult.Lapsed : PlatformResult.Approved,
                null
            )
            : null;
    }
}

/// <summary>An application that another one can be joined to.</summary>
/// <param name="Office">The office that holds it, or the registration that it led to.</param>
/// <param name="Result">Its result; null while it is open.</param>
/// <param name="NonApproval">Why it was not approved; null otherwise.</param>
public sealed record JoinTarget(string Office, PlatformResult? Result, NonApprovalReason? NonApproval) : Discreet;
