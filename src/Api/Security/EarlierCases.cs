using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Security;

/// <summary>
/// What a new application opens of the cases that other offices have or had: nothing, until it has a confirmed check of the identity. Whoever
/// knows a number can apply with it, or take an application. Until then the office sees its own form, and whoever has the receipt what
/// happened since.
/// </summary>
internal static class EarlierCases
{
    /// <summary>The record without what is other offices', as long as that is hidden from this caller.</summary>
    public static PersonRecord Cut(Caller caller, PersonRecord record)
    {
        record = AboutOffices.Cut(caller, record);
        if (!AreHidden(record))
            return record;
        var active = record.Registration is { } registration && Scope.Reaches(caller, registration.Office) ? registration : null;
        var isMixed = active != record.Registration || record.Past.Any(past => !Scope.Reaches(caller, past.Registration.Office));
        return record with
        {
            Application = WithOwnMatters(record.Application),
            Registration = active,
            Proposal = record.Proposal is { } proposal && Scope.Reaches(caller, proposal.Office) ? proposal : null,
            Past = [.. record.Past.Where(past => Scope.Reaches(caller, past.Registration.Office))],
            Duties = [.. record.Duties.Where(duty => Scope.Reaches(caller, duty.Office))],
            Objections = isMixed ? [] : record.Objections,
            Aliases = isMixed ? [] : record.Aliases,
        };
    }

    /// <summary>Whether an event of this office is hidden too; of no office, it may be any's.</summary>
    public static bool IsHidden(Caller caller, PersonRecord record, string? office) =>
        AreHidden(record) && (office is null || !Scope.Reaches(caller, office));

    /// <summary>The record for whoever has this receipt.</summary>
    public static PersonRecord Cut(ApplicationNumber receipt, PersonRecord record) =>
        AreHiddenFrom(receipt, record)
            ? record with
            {
                Application = WithOwnMatters(record.Application),
                Past = [],
                Objections = [],
                Aliases = [],
                Complaints = [],
                SurveyChecks = [],
            }
            : record;

    /// <summary>Whether earlier cases are hidden from whoever has this receipt. A receipt of an earlier case is the person's.</summary>
    public static bool AreHiddenFrom(ApplicationNumber receipt, PersonRecord record) =>
        record.Application?.Number == receipt && AreHidden(record);

    /// <summary>Without the matters that an earlier application left open.</summary>
    private static Application? WithOwnMatters(Application? application) =>
        application is { Matters: { } matters }
            ? application with
            {
                Matters =
                [
                    .. matters.Where(one => MatterNumber.TryParse(one.Number, out var number) && number.Application == application.Number),
                ],
            }
            : application;

    private static bool AreHidden(PersonRecord record) => CaseOffices.HasUncheckedApplication(record);
}
