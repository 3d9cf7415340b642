using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Access;

namespace Grid.Api.Access;

/// <summary>Somebody read or revealed something of persons.</summary>
/// <param name="Actor">Who: the token's subject.</param>
/// <param name="Role">As what.</param>
/// <param name="Office">For which office; absent for roles without one.</param>
/// <param name="Action">The operation, as in <c>/v1/roles</c>.</param>
/// <param name="Words">What that is called; absent for one that is not offered any more.</param>
/// <param name="Reason">The reason given, where the operation asks for one.</param>
/// <param name="Filter">What a list was filtered by, masked.</param>
/// <param name="TraceId">To find the request in the logs.</param>
/// <param name="Persons">Whose data were shown, by their opaque identifiers.</param>
public sealed record AccessLineView(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Role,
    string? Office,
    string Action,
    Words? Words,
    string? Reason,
    string? Filter,
    string? TraceId,
    IReadOnlyList<string> Persons
)
{
    internal static AccessLineView Of(AccessLine line, RoleMatrix matrix) =>
        new(
            line.Id,
            line.At,
            line.Actor,
            line.Role,
            line.Office,
            line.Action,
            matrix.Rows.FirstOrDefault(row => row.Operation == line.Action) is { } row ? new Words(row.Zh, row.En) : null,
            line.Reason,
            line.Filter,
            line.TraceId,
            [.. line.Persons.Select(person => person.ToString())]
        );
}
