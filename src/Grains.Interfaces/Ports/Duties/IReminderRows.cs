using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>The rows of persons' reminders, which their own commits write.</summary>
public interface IReminderRows
{
    /// <summary>The stored moment of a person's reminder; null where there is none.</summary>
    /// <exception cref="Persons.StoreUnavailableException">The database cannot answer.</exception>
    Task<DateTimeOffset?> StartAsync(PersonId person, CancellationToken cancellationToken);
}
