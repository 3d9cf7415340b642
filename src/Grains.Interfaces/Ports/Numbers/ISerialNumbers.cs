namespace Grid.Grains.Interfaces.Numbers;

/// <summary>Serials for application and registration numbers. Never given twice within ten million; gaps are normal.</summary>
public interface ISerialNumbers
{
    /// <summary>The next serial, 0 to 9,999,999. Taken from the store in blocks.</summary>
    ValueTask<int> NextAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A serial for a receipt, 0 to 9,999,999: never given twice within ten million either, but it cannot be derived
    /// from those that were given before without the register's key.
    /// </summary>
    ValueTask<int> NextReceiptAsync(CancellationToken cancellationToken);
}
