namespace Grid.PlatformSimulator.Store;

/// <summary>An application to be downloaded.</summary>
/// <param name="Number">失业登记申请编号; null where it is missing, to try what then happens.</param>
/// <param name="Stream">The region in whose stream it is, 6 digits.</param>
/// <param name="Bad">What is wrong with it; null for a good one.</param>
internal sealed record NewApplication(string? Number, string Stream, string? Bad, SortedDictionary<string, string> Fields);
