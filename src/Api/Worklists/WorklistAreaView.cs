namespace Grid.Api.Worklists;

/// <summary>What is due in a region below, or at an office.</summary>
/// <param name="Code">The region's code, or the office's.</param>
/// <param name="IsOffice">It is an office. A city's own offices stand together under the city's code.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids and that nobody has looked at yet.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the
/// person.</param>
public sealed record WorklistAreaView(
    string Code,
    string Name,
    string? NameEn,
    bool IsOffice,
    IReadOnlyList<WorklistKindView> Kinds,
    long WordingFlags,
    long PlatformApplications
);
