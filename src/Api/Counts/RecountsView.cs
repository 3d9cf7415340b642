namespace Grid.Api.Counts;

/// <summary>What is known of recounts.</summary>
/// <param name="Running">The one at work, of this region or another; absent when there is none.</param>
/// <param name="Failed">The last one, when it could not be finished.</param>
/// <param name="Latest">The newest first.</param>
public sealed record RecountsView(RecountRunView? Running, RecountRunView? Failed, IReadOnlyList<RecountView> Latest);
