using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Renumbering;

/// <summary>A number that the office mistyped (§1.5): the person keeps the day of registration and all that followed; the mistyped number's owner keeps no mark.</summary>
internal static class NumberRules
{
    public static Decision Decide(PersonRecord record, CorrectNumber command, DecisionContext context)
    {
        if (record.Application is not { } application || application.Number != command.Application)
            return Decision.Refuse(CaseScope.NotOpen(record, context));
        var own = EndingInError.OwnRegistration(record, application);
        var office = own?.Office ?? application.Office;
        if (CaseScope.Check(context, office) is { } scope)
            return Decision.Refuse(scope);
        if (record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (record.Aliases.Count > 0)
            return Decision.Refuse(new Refusal(RefusalCode.CannotCorrectNumber) { Allowed = ["persons.unlink"] });
        if (Check(record, command, context) is { } invalid)
            return Decision.Refuse(invalid);

        var number = command.Number;
        var identity = new PersonIdentity(number, record.Identity!.Name, number.BirthDate ?? command.BirthDate, number.Sex ?? command.Sex);
        var whole = IsWhole(record);
        var move = new CaseMove(context.NewId, command.To, NumberFold.Leaving(record, whole) with { Identity = identity }) { Corrects = true };
        var facts = move.Case.Registration is { } active ? Statistics.Facts(active, record.Identity, record.Details) : null;
        return Decision.Accept(
            new CommandOutcome(OutcomeKind.NumberCorrected, record.Id)
            {
                Application = application.Number,
                ApplicationStatus = application.Status,
                Registration = own?.Number,
                Office = office,
            },
            new NumberCorrected(command.To, application.Number, context.Today, whole, move, command.Evidence, facts));
    }

    public static Decision Redirect(PersonRecord record, RedirectMove command, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.MoveRedirected, record);
        return record.PendingMove is { Corrects: true } move && move.Id == command.MoveId
            ? Decision.Accept(outcome, new MoveRedirected(move.Id, command.To, context.NewId))
            : Decision.Accept(outcome);
    }

    private static Refusal? Check(PersonRecord record, CorrectNumber command, DecisionContext context)
    {
        var number = command.Number;
        if (number == record.Identity!.Number || command.To == record.Id)
            return Refusal.Invalid("identityNumber", FieldRule.SameNumber);
        if (number.BirthDate is { } born && command.BirthDate is { } written && born != written)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "birthDate" };
        if (number.Sex is { } sex && command.Sex is { } writtenSex && sex != writtenSex)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "sex" };
        if ((number.BirthDate ?? command.BirthDate) is not { } birth)
            return Refusal.Invalid("birthDate", FieldRule.RequiredByDocument);
        if (birth > context.Today)
            return Refusal.Invalid(number.BirthDate is null ? "birthDate" : "identityNumber", FieldRule.InFuture, atMost: context.Today);
        if (number.Sex is null && command.Sex is null)
            return Refusal.Invalid("sex", FieldRule.RequiredByDocument);
        if (FieldRules.Evidence("evidence", command.Evidence, context.Now) is { } wrong)
            return wrong;
        return command.Evidence.Basis == EvidenceBasis.PersonDeclaration
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = ["dataMatch", "manualCheck"] }
            : null;
    }

    /// <summary>Whoever applied before under this number, and has the same name, is the same person: the number was copied from file to file.</summary>
    private static bool IsWhole(PersonRecord record) => record.Prior is not { } prior || prior.Identity.Name == record.Identity!.Name;
}
