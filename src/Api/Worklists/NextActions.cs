using Grid.Api.Security;
using Grid.Domain.Persons;

namespace Grid.Api.Worklists;

/// <summary>
/// What may be done next about a duty. Silence and refusals lead to contacts, visits and services, never to an exit (79/2020 (四)), so none
/// of the lists of contacts offers one.
/// </summary>
internal static class NextActions
{
    /// <summary>How the keys begin of exits that nobody has proposed yet, but something speaks for.</summary>
    private const string LikelyExit = "exit:";

    /// <summary>The key of a revocation that waits for its second person; other proposals have commands of their own.</summary>
    private const string Revocation = "secondPerson:revocation";

    /// <summary>Recorded with its evidence, or found to be none.</summary>
    private static readonly string[] OfLikelyExit = ["persons.exit", "persons.contact", "persons.pension-check"];

    private static readonly string[] OfRevocation = ["persons.confirm-revocation", "persons.reject-revocation"];

    public static IReadOnlyList<string> Of(DutyKind kind, string key, ClaimState claim, bool canSnooze, Caller caller, RoleMatrix matrix)
    {
        var role = caller.Actor.Role;
        var actions = new List<string>(
            key.StartsWith(LikelyExit, StringComparison.Ordinal) ? OfLikelyExit
            : string.Equals(key, Revocation, StringComparison.Ordinal) ? OfRevocation
            : OfKind(kind)
        );
        if (claim != ClaimState.Taken)
        {
            actions.Add("duties.claim");
            if (canSnooze)
            {
                actions.Add("duties.snooze");
            }
        }

        if (claim == ClaimState.Mine || (claim == ClaimState.Taken && role == Role.Supervisor))
        {
            actions.Add("duties.release");
        }

        return [.. actions.Where(action => matrix.Allows(action, role))];
    }

    private static string[] OfKind(DutyKind kind) =>
        kind switch
        {
            DutyKind.Review =>
            [
                "applications.verify",
                "applications.approve",
                "applications.refuse",
                "applications.ask-correction",
                "applications.transfer",
            ],
            DutyKind.Correction => ["applications.correct", "applications.verify"],
            DutyKind.FirstContact or DutyKind.FollowUp => ["persons.contact", "persons.service", "persons.policy"],
            DutyKind.Visit => ["persons.contact", "persons.pension-check"],
            DutyKind.ExitCheck => ["persons.confirm-exit", "persons.reject-exit"],
            DutyKind.PensionCheck => ["persons.pension-check"],
            DutyKind.HardshipCheck => ["persons.hardship-check", "persons.policy"],
            DutyKind.SecondPerson => ["persons.confirm-proposal", "persons.reject-proposal"],
            DutyKind.Objection or DutyKind.ReExamination => ["persons.answer-objection"],
            DutyKind.TransferRequest =>
            [
                "persons.transfer",
                "persons.decline-transfer",
                "applications.transfer",
                "applications.decline-transfer",
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no actions"),
        };
}
