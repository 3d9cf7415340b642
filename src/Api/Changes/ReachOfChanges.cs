using System.Collections.Frozen;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Changes;

/// <summary>The offices of whose cases a caller hears: those whose cases the caller may read (<see cref="Scope.Reaches(Caller, string)"/>).</summary>
internal static class ReachOfChanges
{
    public static ChangeReach Of(Caller caller, OfficeDirectory offices)
    {
        var own = caller.Office!;
        var isAlone = caller.Actor.Role == Role.Clerk;
        string[] held = isAlone ? [own.Code.Value] : [.. offices.Within(own.Region).Select(office => office.Code.Value)];
        var takenOver = caller.TakenOver.Except(held, StringComparer.Ordinal).ToFrozenSet(StringComparer.Ordinal);
        return new ChangeReach(isAlone ? own.Code.Value : $"{own.Region.Prefix}*", [.. held, .. takenOver], takenOver);
    }

    /// <summary>The same offices, as lists ask for them.</summary>
    public static IReadOnlyList<SearchScope> Scopes(Caller caller, ChangeReach reach) =>
        [
            caller.Actor.Role == Role.Clerk
                ? new SearchScope(caller.Office!.Code.Value, null)
                : new SearchScope(null, caller.Office!.Region.Prefix),
            .. reach.TakenOver.Order(StringComparer.Ordinal).Select(office => new SearchScope(office, null)),
        ];
}
