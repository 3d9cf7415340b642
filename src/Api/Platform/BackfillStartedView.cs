namespace Grid.Api.Platform;

/// <summary>A backfill that was ordered; its address tells how far it is.</summary>
public sealed record BackfillStartedView(
    string Id,
    string Kind,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    bool Again,
    int Rate,
    int Backlog
);
