namespace Grid.Grains.Interfaces.Platform;

/// <summary>Of what a backfill is.</summary>
/// <param name="From">First day of registration, inclusive; null from the beginning.</param>
/// <param name="To">Last day, inclusive; null without end.</param>
/// <param name="Region">Leading digits of the regions where the registrations are held now; null for all.</param>
/// <param name="Again">What the platform accepted already is sent again too, for a platform that lost it or never had it.</param>
public sealed record BackfillRange(BackfillKind Kind, DateOnly? From, DateOnly? To, string? Region, bool Again);
