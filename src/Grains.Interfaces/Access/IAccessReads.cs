using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Access;

/// <summary>Reads the access log.</summary>
public interface IAccessReads
{
    /// <summary>The newest first. A question that names a person or a reader looks through all entries of its days.</summary>
    Task<Page<AccessLine>> ListAsync(AccessFilter filter, PageRequest page, CancellationToken cancellationToken);
}
