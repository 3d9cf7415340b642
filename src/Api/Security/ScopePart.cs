using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Security;

/// <summary>The part of the caller's reach that a query asks for: one office, or a region with all below it; neither is all.</summary>
internal sealed record ScopePart(Office? Office, RegionCode? Region)
{
    /// <summary>Reads <c>office</c> and <c>region</c>; also what has ended: it may still hold something.</summary>
    public static ScopePart Read(QueryReader query, OfficeDirectory offices, DateOnly today)
    {
        var (office, region) = (query.Text("office", 14), query.Text("region", 12));
        if (office is not null && region is not null)
        {
            query.Wrong("region", FieldCodes.Contradicts);
        }

        var known = offices.Find(office);
        if (office is not null && known is null)
        {
            query.Wrong("office", FieldCodes.NotInList);
        }

        var isCode = RegionCode.TryParse(region, out var code);
        if (region is not null && (!isCode || offices.Regions.Known(code, today) is null))
        {
            query.Wrong("region", FieldCodes.NotInList);
        }

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
        {
            return own;
        }

        if (own.Office is not null)
        {
            return caller.Office!.Region.IsWithin(region) ? own : throw OutOfReach();
        }

        return region.Prefix.StartsWith(own.RegionPrefix!, StringComparison.Ordinal)
            ? new SearchScope(null, region.Prefix)
            : throw OutOfReach();
    }

    private static ProblemException OutOfReach() => new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
}
