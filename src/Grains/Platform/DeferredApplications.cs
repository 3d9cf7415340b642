using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>
/// Applications that could not be handed over in this run, and with them whatever comes after them of the same person or number.
/// </summary>
internal sealed class DeferredApplications
{
    private readonly HashSet<long> applications = [];
    private readonly HashSet<PersonId> persons = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    public int Count => applications.Count;

    public bool Has(StoredApplication application) => applications.Contains(application.Id);

    public void Add(ApplicationHandover one)
    {
        applications.Add(one.Stored.Id);
        persons.Add(one.Person);
        numbers.Add(one.Stored.Number);
    }

    /// <summary>Whether it comes after one that was postponed; then it is postponed too.</summary>
    public bool Blocks(ApplicationHandover one)
    {
        if (!persons.Contains(one.Person) && !numbers.Contains(one.Stored.Number))
            return false;
        Add(one);
        return true;
    }
}
