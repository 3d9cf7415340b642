using Grid.Domain.Codes;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What an exit must show, by its reason (§3.3); its side data are sorted before (<see cref="SideData"/>). The reasons that 79/2020 (四) forbids have no code at all.</summary>
internal static class ExitRules
{
    public static Refusal? Check(ExitDetails exit, Registration registration, DecisionContext context) =>
        Day(exit, registration, context)
        ?? FieldRules.Evidence("evidence", exit.Evidence, context.Now)
        ?? EvidenceFits.Exit(exit.Reason, exit.Evidence)
        ?? (exit.Reason == ExitReason.Other ? FieldRules.Text("otherReason", exit.OtherReason, FieldRules.ShortLength) : null);

    private static Refusal? Day(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.On > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return exit.On < registration.RegisteredOn
            ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn) with { Allowed = ["persons.revoke-registration"] }
            : null;
    }
}
