namespace Grid.PlatformSimulator.Wire;

/// <summary>A batch of items as it came in.</summary>
internal sealed record Upload(Guid Batch, IReadOnlyList<UploadItem> Items);
