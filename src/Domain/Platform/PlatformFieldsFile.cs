namespace Grid.Domain.Platform;

/// <summary>The file as it stands.</summary>
internal sealed record PlatformFieldsFile(
    string Version, string Source, IReadOnlyList<string> Kinds, IReadOnlyList<string> ByHand, IReadOnlyList<PlatformField> Fields, string? Note = null);
