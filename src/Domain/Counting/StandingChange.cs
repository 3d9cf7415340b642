namespace Grid.Domain.Counting;

/// <summary>Kept with a journal entry whose event changed the person's standing: what it is from then on. It is all that a recount needs besides the event.</summary>
/// <param name="Now">The standing after the event, as it may be shown; null when there is none any more.</param>
public sealed record StandingChange(Standing? Now);
