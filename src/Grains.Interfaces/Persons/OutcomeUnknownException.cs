namespace Grid.Grains.Interfaces.Persons;

/// <summary>A write may or may not have been committed. The receipt tells; repeating with the same key is safe.</summary>
[GenerateSerializer, Alias("Grid.OutcomeUnknownException")]
public sealed class OutcomeUnknownException : Exception
{
    public OutcomeUnknownException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
