namespace Grid.Grains.Interfaces.Persons;

/// <summary>A write was refused because its receipt exists already: the same key reached the store by another way. Nothing was committed; read the receipt.</summary>
[GenerateSerializer, Alias("Grid.DuplicateReceiptException")]
public sealed class DuplicateReceiptException : Exception
{
    public DuplicateReceiptException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
