namespace Grid.Console.Hosting;

/// <summary>How people sign in to the pages of this process.</summary>
public enum ConsoleMode
{
    /// <summary>No provider's client is configured: there are no pages.</summary>
    Off,

    /// <summary>A role is chosen.</summary>
    Development,

    /// <summary>OpenID Connect.</summary>
    Provider,
}
