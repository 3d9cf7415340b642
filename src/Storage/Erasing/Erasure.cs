using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Storage.Erasing;

/// <summary>A person whose period is over.</summary>
/// <param name="Person">The person.</param>
/// <param name="Linked">The numbers that are linked to it and are erased with it.</param>
/// <param name="Rule">By which rule; null when the record cannot be opened.</param>
/// <param name="LastEventOn">From when the period ran.</param>
/// <param name="Obstacles">Why it is not erased; none when it is.</param>
/// <param name="Removed">Rows by table that were, or would be, deleted or emptied.</param>
/// <param name="IsErased">False in a plan.</param>
public sealed record Erasure(
    PersonId Person,
    IReadOnlyList<PersonId> Linked,
    RetentionRule? Rule,
    DateOnly LastEventOn,
    IReadOnlyList<ErasureObstacle> Obstacles,
    IReadOnlyDictionary<string, long> Removed,
    bool IsErased
);

/// <summary>The rules are a proposal: an official must confirm the periods first.</summary>
public sealed class RetentionNotConfirmedException(string version)
    : Exception(
        $"保管期限（{version}）尚未经省级主管部门核定，只能试算。The retention rules {version} are not confirmed: fill in \"confirmed\" (by, on) in the province's own file, and name it with --rules."
    );
