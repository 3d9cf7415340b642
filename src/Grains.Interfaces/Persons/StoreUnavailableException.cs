namespace Grid.Grains.Interfaces.Persons;

/// <summary>The store cannot be reached or is over its limits; nothing was committed. Repeat later.</summary>
[GenerateSerializer, Alias("Grid.StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
