namespace Grid.Grains.Interfaces.Persons;

/// <summary>The store cannot be reached or is over its limits; nothing was committed. Repeat later.</summary>
[GenerateSerializer, Alias("Grid.StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Of one record and one moment, not of the whole store: repeating at once is right.</summary>
    [Id(0)]
    public bool Passing { get; init; }

    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public StoreUnavailableException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}
