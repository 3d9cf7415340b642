using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Security;

/// <summary>The cut by the region tree: a clerk sees the own office's cases, a supervisor all below the office's region, a system the whole province.</summary>
internal static class Scope
{
    /// <summary>Where lists and searches of this caller look.</summary>
    public static SearchScope ForLists(Caller caller) => caller.Actor.Role switch
    {
        Role.Clerk => new SearchScope(caller.Office!.Code.Value, null),
        Role.Supervisor => new SearchScope(null, caller.Office!.Region.Prefix),
        _ => new SearchScope(null, caller.Office?.Region.Prefix ?? ""),
    };

    /// <summary>Whether a record is within the caller's reach: one of the offices that hold or ask for its case is.</summary>
    public static bool Reaches(Caller caller, PersonRecord record) => CaseOffices.Of(record).Any(office => Reaches(caller, office));

    public static bool Reaches(Caller caller, string office) => caller.Actor.Role switch
    {
        Role.Clerk => caller.Office!.Code.Value == office || caller.TakenOver.Contains(office),
        _ when caller.Office is null => caller.Actor.Role == Role.System,
        _ => caller.TakenOver.Contains(office) || (OfficeCode.TryParse(office, out var code) && code.Region.IsWithin(caller.Office.Region)),
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
}
