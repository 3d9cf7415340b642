using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Who is registered, as the rows say that come with each commit. No grain is asked.</summary>
public interface IRegistrationRoster
{
    /// <summary>
    /// Those whose registration is active at an office of the scope, by office and then by identifier.
    /// </summary>
    /// <param name="scope">Which offices.</param>
    /// <param name="from">Registered on this day or later; null for any day.</param>
    /// <param name="to">Registered on this day or earlier; null for any day.</param>
    /// <param name="most">How many at most; whoever wants to know whether there are more asks for one more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<PersonId>> ActiveAsync(
        SearchScope scope,
        DateOnly? from,
        DateOnly? to,
        int most,
        CancellationToken cancellationToken
    );
}
