using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Ask for a matter beside the open application or the active registration (79/2020 (五)); with an application it comes along. By the office or
/// by the person.
/// </summary>
public sealed record AskMatter(MatterKind Kind) : PersonCommand;

/// <summary>The person withdraws a matter; the registration stays as it is.</summary>
/// <param name="Matter">Its number.</param>
public sealed record WithdrawMatter(string Matter) : PersonCommand;

/// <summary>The person objects to the answer that a matter is not granted: recorded, and passed on to the system that decides.</summary>
/// <param name="Matter">Its number.</param>
public sealed record ObjectToMatter(string Matter, string Text) : PersonCommand;

/// <summary>
/// A claim was made at its system. It is attached to the case that the person has here; where there is none, it opens a prefilled application
/// (<see cref="PrefilledApplication"/>).
/// </summary>
/// <param name="Office">The office that is to ask the person for an application; null where the person has a case.</param>
/// <param name="On">When the claim was made there.</param>
public sealed record ReceiveMatter(
    MatterKind Kind,
    string SystemReference,
    IdentityNumber Number,
    PersonName Name,
    TelephoneNumber? Telephone,
    string? Office,
    DateOnly On
) : PersonCommand;

/// <summary>A matter was asked for, or a claim at its system was attached to the case.</summary>
public sealed record MatterAsked(string Number, MatterKind Kind, string Office, DateOnly On, [property: Personal] Matter Matter)
    : PersonEvent,
        IDated;

/// <summary>A matter that was asked for here had been claimed at its system, too: it is one.</summary>
public sealed record MatterJoined(string Number, MatterKind Kind, [property: Personal] string SystemReference) : PersonEvent;

/// <summary>The person withdrew a matter.</summary>
public sealed record MatterWithdrawn(string Number, MatterKind Kind, string Office, DateOnly On) : PersonEvent, IDated;

/// <summary>The person objected to an answer.</summary>
public sealed record MatterObjected(string Number, MatterKind Kind, string Office, DateOnly On, [property: Personal] string Text)
    : PersonEvent,
        IDated;

/// <summary>A claim that was made elsewhere opened a prefilled application. It is no application yet, and no clock runs.</summary>
public sealed record ApplicationPrefilled(MatterKind Kind, DateOnly On, [property: Personal] PrefilledApplication Prefilled)
    : PersonEvent,
        IDated;

/// <summary>The person did not complete a prefilled application in its time.</summary>
public sealed record PrefilledLapsed(MatterKind Kind, DateOnly On) : PersonEvent, IDated;

/// <summary>Asks for, attaches, withdraws and objects to matters. None of it touches the registration.</summary>
internal static class AskingMatters
{
    /// <summary>The longest number that a system may give, in characters.</summary>
    public const int LongestReference = 64;

    public static Decision Ask(PersonRecord record, AskMatter command, DecisionContext context)
    {
        if (CaseOf(record) is not { } found)
            return Decision.Refuse(CaseScope.NotRegistered(record, context));
        if (Scope(context, found.Office) is { } elsewhere)
            return Decision.Refuse(elsewhere);
        if (context.Matters.Find(command.Kind) is not { } system)
            return Decision.Refuse(NotOffered("kind"));
        if (Present(record, command.Kind) is { } present)
            return Decision.Refuse(new Refusal(RefusalCode.MatterAsked) { State = StateOf(present, found.Office) });

        var matter = CaseMatters.New(command.Kind, CaseMatters.Next(record, found.Application), system, context.Today);
        return Decision.Accept(
            Outcome(OutcomeKind.MatterAsked, record, matter, found.Office),
            new MatterAsked(matter.Number, matter.Kind, found.Office, context.Today, matter)
        );
    }

    /// <summary>The matters that come along with an application, and those whose claims waited for it.</summary>
    public static IReadOnlyList<Matter>? Of(
        PersonRecord record,
        SubmitApplication command,
        ApplicationNumber application,
        DecisionContext context
    )
    {
        var matters = new List<Matter>();
        var waiting = record.Prefilled.Where(one => one.LapsesOn > context.Today).ToDictionary(one => one.Kind);
        foreach (var kind in command.Matters.Concat(waiting.Keys).Distinct().Order())
        {
            // One of an application that led to nothing is still open: it goes on with the new one.
            if (context.Matters.Find(kind) is { } system && Carried(record).All(one => one.Kind != kind))
            {
                matters.Add(
                    CaseMatters.New(
                        kind,
                        new MatterNumber(application, matters.Count + 1).ToString(),
                        system,
                        context.Today,
                        waiting.GetValueOrDefault(kind)?.SystemReference
                    )
                );
            }
        }

        return matters.Count == 0 ? null : matters;
    }

    /// <summary>Open matters of the last application, which led to no registration.</summary>
    public static IEnumerable<Matter> Carried(PersonRecord record) =>
        record.Application is { IsOpen: false, Matters: { } matters } ? matters.Where(one => one.IsOpen) : [];

    /// <summary>A kind that the province has no system for.</summary>
    public static Refusal? Check(SubmitApplication command, DecisionContext context) =>
        command.Matters.Any(kind => context.Matters.Find(kind) is null) ? NotOffered("matters") : null;

    public static Decision Withdraw(PersonRecord record, WithdrawMatter command, DecisionContext context)
    {
        if (Find(record, command.Matter, context, out var matter, out var office) is { } refusal)
            return Decision.Refuse(refusal);
        if (matter.State == MatterState.Withdrawn)
            return Decision.Accept(Outcome(OutcomeKind.MatterWithdrawn, record, matter, office));
        return matter.IsOpen
            ? Decision.Accept(
                Outcome(OutcomeKind.MatterWithdrawn, record, matter, office),
                new MatterWithdrawn(matter.Number, matter.Kind, office, context.Today)
            )
            : Decision.Refuse(new Refusal(RefusalCode.MatterAnswered) { State = StateOf(matter, office) });
    }

    public static Decision Object(PersonRecord record, ObjectToMatter command, DecisionContext context)
    {
        if (Find(record, command.Matter, context, out var matter, out var office) is { } refusal)
            return Decision.Refuse(refusal);
        if (FieldRules.Text("text", command.Text, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (matter.State != MatterState.NotGranted || matter.AnsweredOn is not { } answered)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToObjectTo) { State = StateOf(matter, office) });
        if (matter.Objection is not null)
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionOpen) { State = StateOf(matter, office) });
        if (context.Today > answered.AddDays(Deadlines.ObjectionDays))
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionTooLate) { State = StateOf(matter, office) });
        return Decision.Accept(
            Outcome(OutcomeKind.MatterObjected, record, matter, office),
            new MatterObjected(matter.Number, matter.Kind, office, context.Today, command.Text)
        );
    }

    public static Decision Receive(PersonRecord record, ReceiveMatter command, DecisionContext context)
    {
        if (context.Matters.Find(command.Kind) is not { } system)
            return Decision.Refuse(NotOffered("kind"));
        if (IsOfAnother(system, context))
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (Reference("systemReference", command.SystemReference) is { } wrong)
            return Decision.Refuse(wrong);
        if (command.On > context.Today)
            return Decision.Refuse(Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today));
        if (record.AliasOf is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (Known(record, command) is { } known)
            return Decision.Accept(Outcome(OutcomeKind.MatterAttached, record, known.Matter, known.Office));
        if (CaseOf(record) is not { } found)
            return Prefill(record, command, system, context);
        if (SubmissionRules.Contradicts(record, command.Number, command.Name, birthDate: null, context) is { } contradicts)
            return Decision.Refuse(contradicts);
        if (CaseScope.Check(context, found.Office) is { } elsewhere)
            return Decision.Refuse(elsewhere);
        if (Present(record, command.Kind) is { } present)
        {
            return present.SystemReference is null
                ? Decision.Accept(
                    Outcome(OutcomeKind.MatterAttached, record, present, found.Office),
                    new MatterJoined(present.Number, present.Kind, command.SystemReference)
                )
                : Decision.Refuse(new Refusal(RefusalCode.MatterAsked) { State = StateOf(present, found.Office) });
        }

        var matter = CaseMatters.New(
            command.Kind,
            CaseMatters.Next(record, found.Application),
            system,
            context.Today,
            command.SystemReference
        );
        return Decision.Accept(
            Outcome(OutcomeKind.MatterAttached, record, matter, found.Office),
            new MatterAsked(matter.Number, matter.Kind, found.Office, context.Today, matter)
        );
    }

    /// <summary>What has lapsed by now.</summary>
    public static IReadOnlyList<PersonEvent> Lapsed(PersonRecord record, DecisionContext context) =>
        [.. record.Prefilled.Where(one => one.LapsesOn <= context.Today).Select(one => new PrefilledLapsed(one.Kind, one.LapsesOn))];

    /// <summary>When prefilled applications lapse.</summary>
    public static IEnumerable<DateTimeOffset> Moments(PersonRecord record) =>
        record.Prefilled.Select(one => ChinaTime.StartOf(one.LapsesOn));

    /// <summary>The machine is the one of this kind of matter.</summary>
    public static bool IsOfAnother(MatterSystem system, DecisionContext context) =>
        MachineScope.IsMachine(context.Actor.Role) && context.Actor.Role != system.Role;

    /// <summary>A system's number: what can be in an address and is no text.</summary>
    public static Refusal? Reference(string field, string reference) =>
        reference.Length is 0 or > LongestReference || !reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? Refusal.Invalid(field, FieldRule.BadCode)
            : null;

    public static CommandOutcome Outcome(OutcomeKind kind, PersonRecord record, Matter matter, string office) =>
        Outcomes.Of(kind, record) with
        {
            Reference = matter.Number,
            Office = office,
            Due = matter.IsOpen ? matter.AnswerDue : null,
        };

    /// <summary>The matter as a refusal shows it.</summary>
    public static PresentState StateOf(Matter matter, string office) =>
        new()
        {
            Status = EnumName.Of(matter.State),
            Number = matter.Number,
            Office = office,
            On = matter.AnsweredOn ?? matter.AskedOn,
        };

    /// <summary>The matter of a command by a person or an office that holds its case.</summary>
    private static Refusal? Find(PersonRecord record, string number, DecisionContext context, out Matter matter, out string office)
    {
        (matter, office) = CaseMatters.Of(record).FirstOrDefault(one => string.Equals(one.Matter.Number, number, StringComparison.Ordinal));
        return matter is null ? new Refusal(RefusalCode.UnknownMatter) : Scope(context, office);
    }

    private static Refusal? Scope(DecisionContext context, string office) =>
        context.Actor.Role == Role.Applicant ? null : CaseScope.Check(context, office);

    private static (ApplicationNumber Application, string Office)? CaseOf(PersonRecord record) =>
        record.Application is { IsOpen: true } open ? (open.Number, open.Office)
        : record.Registration is { } active ? (active.Application, active.Office)
        : null;

    /// <summary>One of this kind that is open or granted: there is one at a time.</summary>
    private static Matter? Present(PersonRecord record, MatterKind kind) =>
        CaseMatters.OfCase(record).FirstOrDefault(one => one.Kind == kind && one.Concerns);

    private static (Matter Matter, string Office)? Known(PersonRecord record, ReceiveMatter command)
    {
        var known = CaseMatters
            .Of(record)
            .FirstOrDefault(one =>
                one.Matter.Kind == command.Kind
                && string.Equals(one.Matter.SystemReference, command.SystemReference, StringComparison.Ordinal)
            );
        return known.Matter is null ? null : known;
    }

    private static Decision Prefill(PersonRecord record, ReceiveMatter command, MatterSystem system, DecisionContext context)
    {
        if (context.Offices.Find(command.Office) is not { } office)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice) { Field = "office" });
        if (CaseScope.Check(context, office.Code.Value) is { } elsewhere)
            return Decision.Refuse(elsewhere);
        var outcome = Outcomes.Of(OutcomeKind.ApplicationPrefilled, record) with
        {
            Reference = command.SystemReference,
            Office = office.Code.Value,
        };
        if (
            record.Prefilled.FirstOrDefault(one =>
                one.Kind == command.Kind && string.Equals(one.SystemReference, command.SystemReference, StringComparison.Ordinal)
            ) is
            { } known
        )
        {
            return Decision.Accept(outcome with { Due = known.LapsesOn.AddDays(-1) });
        }

        var prefilled = new PrefilledApplication(
            command.Kind,
            command.SystemReference,
            office.Code.Value,
            command.Number,
            command.Name,
            command.Telephone,
            command.On,
            context.Today,
            context.Today.AddDays(system.PrefilledDays + 1)
        );
        return Decision.Accept(
            outcome with
            {
                Due = prefilled.LapsesOn.AddDays(-1),
            },
            new ApplicationPrefilled(command.Kind, context.Today, prefilled)
        );
    }

    private static Refusal NotOffered(string field) => Refusal.Invalid(field, FieldRule.NotInList);
}
