namespace Grid.Api.Operations;

/// <summary>A region directly below, on the board.</summary>
/// <param name="Registered">Registered now, in the urban block.</param>
/// <param name="In">In today; from another part of the region above also counts here, though not there.</param>
/// <param name="Out">Out today.</param>
/// <param name="Overdue">Overdue duties.</param>
/// <param name="Open">Open duties.</param>
public sealed record BoardRegionView(
    string Region,
    string Name,
    string? NameEn,
    long Registered,
    long In,
    long Out,
    long Overdue,
    long Open
);
