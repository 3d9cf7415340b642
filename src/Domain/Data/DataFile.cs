namespace Grid.Domain.Data;

/// <summary>A data file by name, and its bytes. The name is a path with <c>/</c>, such as <c>calendar/CN/2026.json</c>.</summary>
public sealed record DataFile(string Name, ReadOnlyMemory<byte> Content);
