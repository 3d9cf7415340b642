using Grid.Domain.Codes;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Wording;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What an exit must show, by its reason (§3.3). The reasons that 79/2020 (四) forbids have no code at all.</summary>
internal static class ExitRules
{
    public static Refusal? Check(ExitDetails exit, Registration registration, DecisionContext context) =>
        Day(exit, registration, context)
        ?? FieldRules.Evidence("evidence", exit.Evidence, context.Now)
        ?? Basis(exit)
        ?? Texts(exit);

    private static Refusal? Day(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.On > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return exit.On < registration.RegisteredOn
            ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn) with { Allowed = ["persons.revoke-registration"] }
            : null;
    }

    private static Refusal? Basis(ExitDetails exit) => exit switch
    {
        // Giving up is the person's own decision; refusing services is no such declaration (79/2020 (四)).
        { Reason: ExitReason.GaveUpJobSeeking, Evidence.Basis: not EvidenceBasis.PersonDeclaration } =>
            new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Article = SuspiciousWording.ExitArticle, Allowed = ["personDeclaration"] },
        { Reason: ExitReason.StableIncome, Evidence.Basis: EvidenceBasis.ManualCheck } =>
            new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = ["personDeclaration", "dataMatch"] },
        { Reason: not ExitReason.Hired, Employer: not null } => Refusal.Invalid("employer", FieldRule.OnlyWithHired),
        _ => null,
    };

    private static Refusal? Texts(ExitDetails exit)
    {
        if (exit.Reason == ExitReason.Other)
        {
            if (FieldRules.Text("otherReason", exit.OtherReason, FieldRules.ShortLength) is { } missing)
                return missing;
        }
        else if (exit.OtherReason is not null)
        {
            return Refusal.Invalid("otherReason", FieldRule.OnlyWithOtherReason);
        }

        return FieldRules.OptionalText("employer.name", exit.Employer?.Name, FieldRules.ShortLength);
    }
}
