namespace Grid.Grains.Interfaces.Persons;

/// <summary>A write may or may not have been committed. The receipt tells; repeating with the same key is safe.</summary>
[GenerateSerializer, Alias("Grid.OutcomeUnknownException")]
public sealed class OutcomeUnknownException : Exception
{
    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public OutcomeUnknownException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}
