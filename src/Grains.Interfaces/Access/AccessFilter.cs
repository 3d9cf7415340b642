using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Access;

/// <summary>Which entries of the access log are read.</summary>
/// <param name="Scope">By the office of who read; entries of callers without an office are seen from the top alone.</param>
/// <param name="From">The first moment, inclusive.</param>
/// <param name="To">The last moment, exclusive.</param>
/// <param name="Actor">Only of this subject.</param>
/// <param name="Person">Only those in which this person was shown.</param>
/// <param name="Action">Only of this operation.</param>
public sealed record AccessFilter(
    SearchScope Scope,
    DateTimeOffset From,
    DateTimeOffset To,
    string? Actor,
    PersonId? Person,
    string? Action
);
