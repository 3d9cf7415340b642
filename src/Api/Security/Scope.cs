using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Security;

/// <summary>
/// The cut by the region tree: a clerk sees the own office's cases, a supervisor and an office's program all below the office's region. A
/// role that is not named here sees nothing.
/// </summary>
internal static class Scope
{
    /// <summary>Where lists and searches of this caller look; a problem for who may look nowhere.</summary>
    public static SearchScope ForLists(Caller caller) =>
        caller switch
        {
            { Actor.Role: Role.Clerk, Office: { } own } => new SearchScope(own.Code.Value, null),
            { Actor.Role: Role.Supervisor, Office: { } own } => new SearchScope(null, own.Region.Prefix),
            {
                Actor.Role: Role.Statistician or Role.Operator or Role.Auditor or Role.SecurityAdministrator or Role.PlatformAdministration
            } => new SearchScope(null, caller.Office?.Region.Prefix ?? ""),
            _ => throw OutOfReach(),
        };

    /// <summary>
    /// Leading digits of the region codes below which lists and orders of this caller reach, empty for the whole province; a problem for
    /// who sees no more than the own office.
    /// </summary>
    public static string RegionOf(Caller caller)
    {
        var reach = ForLists(caller).RegionPrefix ?? throw OutOfReach();

        // What has no region, such as an order for everything, is the province's too.
        return caller.IsOfProvince ? "" : reach;
    }

    /// <summary>A problem when an order for this region, given by its leading digits, would reach beyond the caller's.</summary>
    public static void RequireRegion(Caller caller, string prefix)
    {
        if (!prefix.StartsWith(RegionOf(caller), StringComparison.Ordinal))
            throw OutOfReach();
    }

    /// <summary>
    /// Whether a record is within the caller's reach: one of the offices that hold its case is. An office that only asks for the case does
    /// not reach it: whoever knows a number can ask.
    /// </summary>
    public static bool Reaches(Caller caller, PersonRecord record) => CaseOffices.Of(record).Any(office => Reaches(caller, office));

    public static bool Reaches(Caller caller, string office) =>
        caller switch
        {
            { Actor.Role: Role.Clerk, Office: { } own } => own.Code.Value == office || caller.TakenOver.Contains(office),
            { Actor.Role: Role.Supervisor or Role.OfficeSystem, Office: { } own } => caller.TakenOver.Contains(office)
                || (OfficeCode.TryParse(office, out var code) && code.Region.IsWithin(own.Region)),
            _ => false,
        };

    /// <summary>
    /// The record, as far as the caller may see it (<see cref="EarlierCases"/>); 404 when it is not within reach, as if it were not there.
    /// </summary>
    public static PersonRecord Require(Caller caller, PersonRecord? record) =>
        record is not null && Reaches(caller, record)
            ? EarlierCases.Cut(caller, record)
            : throw new Problem(ProblemCatalogue.NotFound) { Persons = record is null ? [] : [record.Id] }.AsException();

    /// <summary>404 when the office of a person's case is not within reach.</summary>
    public static void Require(Caller caller, string office, PersonId person)
    {
        if (!Reaches(caller, office))
            throw new Problem(ProblemCatalogue.NotFound) { Persons = [person] }.AsException();
    }

    private static ProblemException OutOfReach() => new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
}

/// <summary>The part of the caller's reach that a query asks for: one office, or a region with all below it; neither is all.</summary>
internal sealed record ScopePart(Office? Office, RegionCode? Region)
{
    /// <summary>Reads <c>office</c> and <c>region</c>; also what has ended: it may still hold something.</summary>
    public static ScopePart Read(QueryReader query, OfficeDirectory offices, DateOnly today)
    {
        var (office, region) = (query.Text("office", 14), query.Text("region", 12));
        if (office is not null && region is not null)
            query.Wrong("region", FieldCodes.Contradicts);

        var known = offices.Find(office);
        if (office is not null && known is null)
            query.Wrong("office", FieldCodes.NotInList);

        var isCode = RegionCode.TryParse(region, out var code);
        if (region is not null && (!isCode || offices.Regions.Known(code, today) is null))
            query.Wrong("region", FieldCodes.NotInList);

        return new ScopePart(known, isCode ? code : null);
    }

    /// <summary>The same of the members of a body; a problem that names the one that is not known.</summary>
    public static ScopePart Of(string? office, string? region, OfficeDirectory offices, DateOnly today)
    {
        var known = offices.Find(office);
        if (office is not null && known is null)
            throw Problem.Fields(new FieldError("office", FieldCodes.NotInList)).AsException();

        var isCode = RegionCode.TryParse(region, out var code);
        if (region is not null && (!isCode || offices.Regions.Known(code, today) is null))
            throw Problem.Fields(new FieldError("region", FieldCodes.NotInList)).AsException();

        return new ScopePart(known, isCode ? code : null);
    }

    /// <summary>Where to look; a problem when it is not within the caller's reach.</summary>
    public SearchScope Within(Caller caller)
    {
        var own = Scope.ForLists(caller);
        if (Office is { } office)
        {
            return
                own.Office == office.Code.Value
                || (own.RegionPrefix is { } reach && office.Region.Value.StartsWith(reach, StringComparison.Ordinal))
                ? new SearchScope(office.Code.Value, null)
                : throw OutOfReach();
        }

        if (Region is not { } region)
            return own;

        if (own.Office is not null)
            return caller.Office!.Region.IsWithin(region) ? own : throw OutOfReach();

        return region.Prefix.StartsWith(own.RegionPrefix!, StringComparison.Ordinal)
            ? new SearchScope(null, region.Prefix)
            : throw OutOfReach();
    }

    private static ProblemException OutOfReach() => new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
}
