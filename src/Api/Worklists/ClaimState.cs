namespace Grid.Api.Worklists;

/// <summary>Who holds a duty, seen by the caller.</summary>
internal enum ClaimState
{
    Free,
    Mine,
    Taken,
}
