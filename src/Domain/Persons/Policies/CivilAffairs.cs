using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Policies;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Refuse that the person's data go to civil affairs (民政), or take the refusal back; by the person, or by the office on the person's word.
/// </summary>
public sealed record ChooseExchange(bool Refuses) : PersonCommand;

/// <summary>What civil affairs decided about the minimum living allowance (最低生活保障).</summary>
/// <param name="State">What was decided.</param>
/// <param name="From">The day from which on it holds.</param>
/// <param name="Delivered">Whether civil affairs have read the person in one of their lists: the store knows.</param>
public sealed record RecordAllowance(AllowanceState State, DateOnly From, Evidence Evidence, bool Delivered) : PersonCommand;

/// <summary>The person's choice about the exchange with civil affairs.</summary>
public sealed record ExchangeChosen(DateOnly On, bool Refuses) : PersonEvent, IDated;

/// <summary>What civil affairs decided. It says how poor the person is: sealed, and counted nowhere.</summary>
public sealed record AllowanceRecorded(
    DateOnly On,
    [property: Personal] AllowanceState State,
    [property: Personal] DateOnly From,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated;

/// <summary>The person came to the list for civil affairs, left it, or is there with other data. The next exchange has it, once.</summary>
public sealed record AllowanceListed(DateOnly On, ListChange Change, RegistrationNumber Registration, string Office) : PersonEvent, IDated;

/// <summary>What changed on the list for civil affairs. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<ListChange>))]
public enum ListChange
{
    Added = 1,

    /// <summary>Name, number, region or day of registration.</summary>
    Changed = 2,

    /// <summary>Not entitled any more, not registered any more, or refused by the person.</summary>
    Removed = 3,
}

/// <summary>What civil affairs decided. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<AllowanceState>))]
public enum AllowanceState
{
    Granted = 1,
    NotGranted = 2,

    /// <summary>It had been granted, and ended.</summary>
    Ended = 3,
}

/// <summary>The latest decision about the allowance.</summary>
/// <param name="State">What was decided.</param>
/// <param name="From">From when on it holds.</param>
/// <param name="RecordedOn">The day on which it was learnt.</param>
public sealed record AllowanceResult(AllowanceState State, DateOnly From, DateOnly RecordedOn) : Discreet;

/// <summary>
/// What civil affairs get of a person, and no more: who it is, where to look, and since when. Not the address, telephone, reason or health
/// (PIPL art. 6).
/// </summary>
/// <param name="Number">The identity number, by which civil affairs find the household.</param>
/// <param name="Name">Confirms that the number is the person's.</param>
/// <param name="Office">The office, whose county is the region that travels.</param>
/// <param name="RegisteredOn">Since when registered.</param>
public sealed record AllowanceListing(
    PersonId Person,
    IdentityNumber Number,
    PersonName Name,
    RegistrationNumber Registration,
    string Office,
    DateOnly RegisteredOn
) : Discreet
{
    /// <summary>Null where the person is not on the list.</summary>
    public static AllowanceListing? Of(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return
            record is { AliasOf: null, Registration: { } registration, Identity: { } identity }
            && !record.RefusesExchange
            && registration.Service.PolicyCases.Any(one => one is { Purpose: PolicyRulePurpose.Allowance, IsSettled: false })
            ? new AllowanceListing(
                record.Id,
                identity.Number,
                identity.Name,
                registration.Number,
                registration.Office,
                registration.RegisteredOn
            )
            : null;
    }
}

/// <summary>The exchange with civil affairs (79/2020 (五)): who is on the list, who does not want to be, and what comes back.</summary>
internal static class CivilAffairs
{
    public static Decision Decide(PersonRecord record, ChooseExchange command, DecisionContext context)
    {
        var isOffice = context.Actor.Role != Role.Applicant;
        if (ServiceScope.Check(record, context, out var registration, needsOffice: isOffice) is { } closed)
            return Decision.Refuse(closed);
        var outcome = Outcomes.Of(OutcomeKind.ExchangeChoiceRecorded, record, registration);
        if (record.RefusesExchange == command.Refuses)
            return Decision.Accept(outcome);
        return command.Refuses && !MayRefuse(context)
            ? Decision.Refuse(new Refusal(RefusalCode.ExchangeNotRefusable))
            : Decision.Accept(outcome, new ExchangeChosen(context.Today, command.Refuses));
    }

    /// <summary>A province whose rule leaves no choice says so in the rule; without a rule there is no exchange to bear.</summary>
    private static bool MayRefuse(DecisionContext context) =>
        context
            .Rules.On(context.Today)
            .Where(rule => rule.Text.Purpose == PolicyRulePurpose.Allowance && rule.Text.IsInForceOn(context.Today))
            .All(rule => rule.Text.MayRefuse);

    public static Decision Decide(PersonRecord record, RecordAllowance command, DecisionContext context)
    {
        // Of others nothing is taken in: who is poor concerns the register only where it asked.
        if (record.RefusesExchange || !WasListed(record))
            return Decision.Refuse(new Refusal(RefusalCode.NotExchanged));
        if (!command.Delivered)
            return Decision.Refuse(new Refusal(RefusalCode.NotDelivered));
        if (command.From > context.Today)
            return Decision.Refuse(Refusal.Invalid("from", FieldRule.InFuture, atMost: context.Today));
        if (command.From < record.Identity?.BirthDate)
            return Decision.Refuse(Refusal.Invalid("from", FieldRule.BeforeBirth));
        if (FieldRules.Evidence("evidence", command.Evidence, context.Now) is { } invalid)
            return Decision.Refuse(invalid);
        if (command.Evidence.Basis != EvidenceBasis.DataMatch)
            return Decision.Refuse(new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByData });

        var outcome = Outcomes.Of(OutcomeKind.AllowanceRecorded, record);
        var known = record.Allowance;
        if (known is not null && known.State == command.State && known.From == command.From)
            return Decision.Accept(outcome);

        // What came late contradicts what is known since; and only a grant can end.
        return command.From < known?.From || (command.From == known?.From && command.State != AllowanceState.Ended)
                ? Decision.Refuse(Refusal.Invalid("from", FieldRule.BeforeStart, atLeast: known!.From.AddDays(1)))
            : command.State == AllowanceState.Ended && known is not { State: AllowanceState.Granted }
                ? Decision.Refuse(new Refusal(RefusalCode.AllowanceNotGranted) { Field = "status" })
            : Decision.Accept(outcome, new AllowanceRecorded(context.Today, command.State, command.From, command.Evidence));
    }

    /// <summary>What a command made of the list for civil affairs.</summary>
    public static IReadOnlyList<PersonEvent> Follow(PersonRecord before, PersonRecord after, DecisionContext context)
    {
        var (was, now) = (AllowanceListing.Of(before), AllowanceListing.Of(after));
        return was == now ? []
            : now is null ? [new AllowanceListed(context.Today, ListChange.Removed, was!.Registration, was.Office)]
            : [new AllowanceListed(context.Today, was is null ? ListChange.Added : ListChange.Changed, now.Registration, now.Office)];
    }

    private static bool WasListed(PersonRecord record) =>
        record
            .Past.Select(past => past.Registration)
            .Concat(record.Registration is { } active ? [active] : [])
            .Any(registration => registration.Service.PolicyCases.Any(one => one.Purpose == PolicyRulePurpose.Allowance));
}
