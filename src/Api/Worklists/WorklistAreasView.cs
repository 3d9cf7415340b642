namespace Grid.Api.Worklists;

/// <summary>What is due in a region, and in the regions directly below or the offices of a county.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="At">When they were counted.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids and that nobody has looked at yet, of the region with
/// all below it.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the person, of
/// the region with all below it.</param>
/// <param name="Kinds">Of the region with all below it, one for each kind of duty.</param>
public sealed record WorklistAreasView(
    string Region,
    string Name,
    string? NameEn,
    DateOnly Today,
    DateTimeOffset At,
    IReadOnlyList<WorklistKindView> Kinds,
    IReadOnlyList<WorklistAreaView> Areas,
    long WordingFlags,
    long PlatformApplications
);
