namespace Grid.Api.Progress;

/// <summary>The office to turn to.</summary>
public sealed record ProgressOffice(string Code, string? Name, string? Telephone, string? Address);
