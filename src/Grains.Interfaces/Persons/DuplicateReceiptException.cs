namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// A write was refused because its receipt exists already: the same key reached the store by another way. Nothing was committed; read the
/// receipt.
/// </summary>
[GenerateSerializer, Alias("Grid.DuplicateReceiptException")]
public sealed class DuplicateReceiptException : Exception
{
    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public DuplicateReceiptException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}
