namespace Grid.Grains.Interfaces.Access;

/// <summary>The append-only log of every read of personal data. If it cannot be written, the read must fail.</summary>
public interface IAccessLog
{
    /// <summary>On return the entry is committed.</summary>
    /// <exception cref="Persons.StoreUnavailableException">It could not be written.</exception>
    Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken);
}
