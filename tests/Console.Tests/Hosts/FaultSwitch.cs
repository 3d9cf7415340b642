namespace Grid.Console.Tests.Hosts;

/// <summary>What becomes of what the pages ask the API.</summary>
public sealed class FaultSwitch
{
    /// <summary>The API does not answer.</summary>
    public bool Down { get; set; }

    /// <summary>An answer that is no answer: HTML with status 200.</summary>
    public bool Nonsense { get; set; }
}
