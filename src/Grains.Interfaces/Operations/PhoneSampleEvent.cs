namespace Grid.Grains.Interfaces.Operations;

/// <summary>What happened to the persons who are asked.</summary>
public enum PhoneSampleEvent
{
    /// <summary>Registered in the days asked for; whether still registered or not.</summary>
    Registered,

    /// <summary>The registration ended by an exit in these days.</summary>
    Exited,
}
