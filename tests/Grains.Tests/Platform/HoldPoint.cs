namespace Grid.Grains.Tests.Platform;

/// <summary>Where an upload stops.</summary>
public enum HoldPoint
{
    /// <summary>Leased, and nothing sent.</summary>
    BeforeSending,

    /// <summary>The platform has it; the answer never comes to be marked.</summary>
    AfterEffect,
}
