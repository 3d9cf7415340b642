using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>The registered person is a member of a household. The list of its members is the household's; the record has its own part alone.</summary>
/// <param name="Household">Identifier, 32 hexadecimal digits.</param>
public sealed record JoinHousehold(string Household) : PersonCommand;

/// <summary>
/// The person is no member any more, or the household has ended. Accepted also where the person is none, so that it can be repeated. What is
/// to be looked at because of an exit stays: a member is not removed instead.
/// </summary>
public sealed record LeaveHousehold(string Household) : PersonCommand;

/// <summary>The household was looked at after the person's exit into work, and goes on. Accepted also where nothing waits.</summary>
/// <param name="Household">Identifier, 32 hexadecimal digits.</param>
/// <param name="Through">The day of the check: a later exit is looked at again.</param>
public sealed record SettleHousehold(string Household, DateOnly Through) : PersonCommand;

/// <summary>The registered person became a member of a household.</summary>
public sealed record HouseholdJoined(RegistrationNumber Registration, string Office, [property: Personal] string Household, DateOnly On)
    : PersonEvent,
        IDated;

/// <summary>The registered person is no member any more.</summary>
public sealed record HouseholdLeft(RegistrationNumber Registration, string Office, [property: Personal] string Household, DateOnly On)
    : PersonEvent,
        IDated;

/// <summary>After the person's exit into work the household was looked at.</summary>
public sealed record HouseholdSettled(RegistrationNumber Registration, string Office, [property: Personal] string Household, DateOnly On)
    : PersonEvent,
        IDated;

/// <summary>Of which household a registered person is a member.</summary>
/// <param name="Id">Identifier of the household.</param>
/// <param name="JoinedOn">Since when.</param>
public sealed record HouseholdMembership(string Id, DateOnly JoinedOn) : Discreet
{
    /// <summary>Of one whose registration ended with work: since when the household is to be looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? CheckFrom { get; init; }

    /// <summary>When that was done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? SettledOn { get; init; }

    /// <summary>The household is to be looked at, because this member found work.</summary>
    [JsonIgnore]
    public bool IsToCheck => CheckFrom is not null && SettledOn is null;
}

/// <summary>
/// A person's part of a household. That a member found work ends the household's recognition not by itself: somebody looks at it.
/// </summary>
internal static class HouseholdMembers
{
    public static Decision Join(PersonRecord record, JoinHousehold command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (NoIdentifier(command.Household) is { } invalid)
            return Decision.Refuse(invalid);
        var outcome = Outcomes.Of(OutcomeKind.HouseholdJoined, record, registration) with { Reference = command.Household };
        return registration.Household is not { } present
                ? Decision.Accept(outcome, new HouseholdJoined(registration.Number, registration.Office, command.Household, context.Today))
            : IsOf(present, command.Household) ? Decision.Accept(outcome)
            : Decision.Refuse(new Refusal(RefusalCode.InOtherHousehold) { Allowed = ["households.remove-member"] });
    }

    public static Decision Leave(PersonRecord record, LeaveHousehold command, DecisionContext context)
    {
        if (Scope(record, command.Household, context) is { } refused)
            return Decision.Refuse(refused);
        var outcome = Outcomes.Of(OutcomeKind.HouseholdLeft, record) with { Reference = command.Household };
        return record.Registration is { Household: { } present } registration && IsOf(present, command.Household)
            ? Decision.Accept(outcome, new HouseholdLeft(registration.Number, registration.Office, command.Household, context.Today))
            : Decision.Accept(outcome);
    }

    public static Decision Settle(PersonRecord record, SettleHousehold command, DecisionContext context) =>
        Scope(record, command.Household, context) is { } refused
            ? Decision.Refuse(refused)
            : Decision.Accept(
                Outcomes.Of(OutcomeKind.HouseholdSettled, record) with
                {
                    Reference = command.Household,
                },
                [.. Settled(record, command, context)]
            );

    /// <summary>One duty for each registration that ended with work while its person was a member.</summary>
    public static IEnumerable<Duty> DutiesOf(PersonRecord record, DecisionContext context)
    {
        foreach (var past in record.Past)
        {
            if (past is not { Ending: PastEnding.Exited, Registration.Household: { IsToCheck: true, CheckFrom: { } from } })
                continue;
            var office = Succession.InChargeOf(past.Registration.Office, context);
            yield return new Duty
            {
                Key = $"household:{past.Number.Value}",
                Kind = DutyKind.HouseholdCheck,
                Office = office,
                OpenedOn = from,
                Due = Deadlines.Of(DutyKind.HouseholdCheck, from, office, context),
            };
        }
    }

    public static bool IsOf(HouseholdMembership membership, string household) =>
        string.Equals(membership.Id, household, StringComparison.Ordinal);

    private static IEnumerable<HouseholdSettled> Settled(PersonRecord record, SettleHousehold command, DecisionContext context) =>
        record
            .Past.Where(past =>
                past.Registration.Household is { IsToCheck: true } membership
                && IsOf(membership, command.Household)
                && membership.CheckFrom <= command.Through
            )
            .Select(past => new HouseholdSettled(past.Number, past.Registration.Office, command.Household, context.Today));

    private static Refusal? Scope(PersonRecord record, string household, DecisionContext context) =>
        CaseScope.OfficeOf(record) is not { } office
            ? new Refusal(RefusalCode.UnknownPerson)
            : CaseScope.Check(context, office) ?? NoIdentifier(household);

    private static Refusal? NoIdentifier(string household) =>
        Guid.TryParseExact(household, "N", out var id) && household == id.ToString("N")
            ? null
            : Refusal.Invalid("members", FieldRule.BadCode);
}

/// <summary>Folds a person's part of a household.</summary>
internal static class HouseholdFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) =>
        change switch
        {
            HouseholdJoined e when record.Registration is { } registration => record with
            {
                Registration = registration with { Household = new HouseholdMembership(e.Household, e.On) },
            },
            HouseholdLeft when record.Registration is { } registration => record with
            {
                Registration = registration with { Household = null },
            },
            HouseholdSettled e => record with
            {
                Past = [.. record.Past.Select(past => past.Number == e.Registration ? Settled(past, e) : past)],
            },
            HouseholdJoined or HouseholdLeft => record,
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };

    /// <summary>The registration after its exit: with work, the household is to be looked at.</summary>
    public static Registration Exited(Registration registration, Exited e) =>
        registration.Household is { } membership
        && e.Reason is ExitReason.Hired or ExitReason.SelfEmployed or ExitReason.StableIncome or ExitReason.PublicWelfarePost
            ? registration with
            {
                Household = membership with { CheckFrom = e.DecidedOn ?? e.On, SettledOn = null },
            }
            : registration;

    /// <summary>The registration whose exit was taken back: there is nothing to look at.</summary>
    public static Registration Again(Registration registration) =>
        registration.Household is { CheckFrom: not null } membership
            ? registration with
            {
                Household = membership with { CheckFrom = null, SettledOn = null },
            }
            : registration;

    private static PastRegistration Settled(PastRegistration past, HouseholdSettled e) =>
        past.Registration.Household is { } membership
            ? past with
            {
                Registration = past.Registration with { Household = membership with { SettledOn = e.On } },
            }
            : past;
}
