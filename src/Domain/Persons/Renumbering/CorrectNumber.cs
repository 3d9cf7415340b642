using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// The office mistyped the identity number: the case goes to the record of the right one, with its registration date, its journal and what
/// the platform knows. What was under the mistyped number before is restored there, because it may belong to another person. Two real
/// numbers of one person are linked instead. It takes two persons.
/// </summary>
/// <param name="Application">The current application of this record, whose number was mistyped.</param>
/// <param name="Number">The right number.</param>
/// <param name="To">The record of the right number.</param>
/// <param name="Evidence">How it is known; not the person's word alone.</param>
public sealed record CorrectNumber(ApplicationNumber Application, IdentityNumber Number, PersonId To, Evidence Evidence)
    : PersonCommand,
        ITakesTwoPersons
{
    /// <summary>Where the right number does not contain it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    ProposalKind ITakesTwoPersons.Kind => ProposalKind.NumberCorrected;
}

/// <summary>
/// From the register to itself: the right number is another record's alias, so its case goes to that record. Applied once for each move.
/// </summary>
/// <param name="MoveId">The move that was declined.</param>
/// <param name="To">The record that takes the case instead.</param>
public sealed record RedirectMove(Guid MoveId, PersonId To) : PersonCommand;

/// <summary>The number had been mistyped; the case is on its way to the record of the right one.</summary>
/// <param name="Whole">All that was here belonged to this person, and went; false where something belongs to another person, and stays here
/// again.</param>
/// <param name="Facts">The registration that left with it, if one was active.</param>
public sealed record NumberCorrected(
    PersonId To,
    ApplicationNumber Application,
    DateOnly On,
    bool Whole,
    [property: Personal] CaseMove Move,
    [property: Personal] Evidence Evidence,
    RegistrationFacts? Facts
) : PersonEvent, IDated;

/// <summary>A case of a corrected number goes to another record than it was sent to: the right number was that one's alias.</summary>
/// <param name="NewId">Names the move from now on, so that a late repeat of the old one changes nothing.</param>
public sealed record MoveRedirected(Guid MoveId, PersonId To, Guid NewId) : PersonEvent;

/// <summary>What leaves the record of a mistyped number, and what stays.</summary>
internal static class NumberFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) =>
        change switch
        {
            NumberCorrected e => Left(Remaining(record, e.Whole), record.AwaitingResults, e.Move),
            MoveRedirected e => record with { PendingMove = record.PendingMove! with { Id = e.NewId, To = e.To } },
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };

    /// <summary>
    /// The record after the case left. The platform's numbers that went with it stay known: sent again under the mistyped number, they are
    /// a repeat.
    /// </summary>
    private static PersonRecord Left(PersonRecord remaining, IReadOnlyList<AwaitingResult> awaiting, CaseMove move)
    {
        IEnumerable<PlatformApplicationNumber> gone =
        [
            .. move.Case.PlatformNumbers,
            .. move.Case.AwaitingResults.Select(one => one.Number),
        ];
        return remaining with
        {
            PlatformNumbers = EarlierNumbers.Of(remaining.Application, [.. remaining.PlatformNumbers, .. gone], move.Case.Application),
            AwaitingResults = [.. awaiting.Where(one => !gone.Contains(one.Number))],
            PendingMove = move,
        };
    }

    /// <summary>The case that goes to the right number: everything, or the current application with its results.</summary>
    public static MovedCase Leaving(PersonRecord record, bool whole)
    {
        if (whole)
        {
            // What civil affairs decided is about the number, as the rows of sources are.
            return MovedCases.All(record) with { Prior = null, InError = [], Matches = null, Allowance = null };
        }

        var application = record.Application!;
        var remaining = Remaining(record, whole);
        var leaving = new MovedCase
        {
            Details = record.Details,
            Application = application,
            Registration = record.Registration?.Application == application.Number ? record.Registration : null,
            Past = [.. record.Past.Where(p => p.Registration.Application == application.Number)],
            Objections = [.. record.Objections.Except(remaining.Objections)],
            RefusesExchange = record.RefusesExchange,
            Complaints = Gone(record.Complaints, remaining.Complaints),
            SurveyChecks = Gone(record.SurveyChecks, remaining.SurveyChecks),
        };
        return leaving with
        {
            AwaitingResults =
            [
                .. record.AwaitingResults.Where(one => AwaitingResults.Waits(leaving.Application, leaving.Registration, one)),
            ],
        };
    }

    /// <summary>What does not remain; null for nothing.</summary>
    private static T[]? Gone<T>(IReadOnlyList<T> before, IReadOnlyList<T> remaining)
    {
        T[] gone = [.. before.Except(remaining)];
        return gone.Length == 0 ? null : gone;
    }

    private static PersonRecord Remaining(PersonRecord record, bool whole) =>
        whole
            ? PersonRecord.Unknown(record.Id) with
            {
                Sequence = record.Sequence,
                SettledMoves = record.SettledMoves,
                DeclinedMoves = record.DeclinedMoves,
                InError = record.InError,

                // They are closed by events of their own, which follow in the same commit.
                Duties = record.Duties,
            }
            : RecordBeforeError.Of(record, new EnteredInError(record.Application!.Number, default, "", null, null)) with
            {
                RevocationCheck = null,
                InError = record.InError,
            };
}

/// <summary>
/// A number that the office mistyped: the person keeps the day of registration and all that followed; the mistyped number's owner keeps no
/// mark.
/// </summary>
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
        var move = new CaseMove(context.NewId, command.To, NumberFold.Leaving(record, whole) with { Identity = identity })
        {
            Corrects = true,
            Order = MoveOrder.Of(context),
        };
        var facts = move.Case.Registration is { } active ? Statistics.Facts(active, record.Identity, record.Details) : null;
        return Decision.Accept(
            new CommandOutcome(OutcomeKind.NumberCorrected, record.Id)
            {
                Application = application.Number,
                ApplicationStatus = application.Status,
                Registration = own?.Number,
                Office = office,
            },
            new NumberCorrected(command.To, application.Number, context.Today, whole, move, command.Evidence, facts)
        );
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
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand }
            : null;
    }

    /// <summary>
    /// A person who applied before under this number, and has the same name, is the same person: the number was copied from file to file.
    /// </summary>
    private static bool IsWhole(PersonRecord record) => record.Prior is not { } prior || prior.Identity.Name == record.Identity!.Name;
}
