using Grid.Domain.Codes;

namespace Grid.LoadGenerator.Demo;

/// <summary>What becomes of a made-up person.</summary>
/// <param name="Kind">How far the story goes.</param>
/// <param name="NonApproval">Why the application is not approved; null in the other stories.</param>
/// <param name="Exit">Why the registration ends; null in the other stories.</param>
internal sealed record Fate(FateKind Kind, NonApprovalReason? NonApproval = null, ExitReason? Exit = null);
