using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Security;

/// <summary>
/// The cut by the region tree: a clerk sees the own office's cases, a supervisor all below the office's region, a system the whole
/// province. Whoever is not named here sees nothing.
/// </summary>
internal static class Scope
{
    /// <summary>Where lists and searches of this caller look; a problem for who may look nowhere.</summary>
    public static SearchScope ForLists(Caller caller) =>
        caller switch
        {
            { Actor.Role: Role.Clerk, Office: { } own } => new SearchScope(own.Code.Value, null),
            { Actor.Role: Role.Supervisor, Office: { } own } => new SearchScope(null, own.Region.Prefix),
            { Actor.Role: Role.Statistician or Role.Operator or Role.Auditor or Role.SecurityAdministrator or Role.System } =>
                new SearchScope(null, caller.Office?.Region.Prefix ?? ""),
            _ => throw OutOfReach(),
        };

    /// <summary>
    /// Leading digits of the region codes below which lists and orders of this caller reach, empty for the whole province; a problem for
    /// who sees no more than the own office.
    /// </summary>
    public static string RegionOf(Caller caller) => ForLists(caller).RegionPrefix ?? throw OutOfReach();

    /// <summary>Whether a record is within the caller's reach: one of the offices that hold or ask for its case is.</summary>
    public static bool Reaches(Caller caller, PersonRecord record) => CaseOffices.Of(record).Any(office => Reaches(caller, office));

    public static bool Reaches(Caller caller, string office) =>
        caller switch
        {
            { Actor.Role: Role.Clerk, Office: { } own } => own.Code.Value == office || caller.TakenOver.Contains(office),
            { Actor.Role: Role.Supervisor or Role.System, Office: { } own } => caller.TakenOver.Contains(office)
                || (OfficeCode.TryParse(office, out var code) && code.Region.IsWithin(own.Region)),
            { Actor.Role: Role.System } => true,
            _ => false,
        };

    /// <summary>The record; 404 when it is not within reach, as if it were not there.</summary>
    public static PersonRecord Require(Caller caller, PersonRecord? record) =>
        record is not null && Reaches(caller, record) ? record : throw new Problem(ProblemCatalogue.NotFound).AsException();

    /// <summary>404 when the office is not within reach.</summary>
    public static void Require(Caller caller, string office)
    {
        if (!Reaches(caller, office))
        {
            throw new Problem(ProblemCatalogue.NotFound).AsException();
        }
    }

    private static ProblemException OutOfReach() => new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
}
