using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Lists;

/// <summary>
/// Saved lists of persons. They hold identifiers alone and never change; one that has expired is not there any more. Who may see a person of
/// a list is for its reader to decide.
/// </summary>
public interface IPersonLists
{
    /// <summary>Stores a list with its receipt in one commit, and deletes lists that have expired. False: the office has too many.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was stored.</exception>
    Task<bool> CreateAsync(NewPersonList list, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>The lists of the offices within the scope that have not expired, the newest first; at most 200.</summary>
    Task<IReadOnlyList<PersonListHead>> OfAsync(SearchScope scope, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A list with its persons; null when there is none, or it has expired.</summary>
    Task<PersonList?> FindAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes a list before it expires, with its receipt in one commit. False: it is not there, and there is no receipt.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was deleted.</exception>
    Task<bool> DeleteAsync(Guid id, CommandReceipt? receipt, CancellationToken cancellationToken);
}

/// <summary>A list that is to be stored.</summary>
/// <param name="Id">In addresses.</param>
/// <param name="Office">Whose list it is.</param>
/// <param name="Name">What its maker calls it; sealed where it is stored.</param>
/// <param name="By">Subject of the token.</param>
/// <param name="At">When it was made.</param>
/// <param name="Until">From then on it is not there.</param>
/// <param name="Persons">In order, each once; 1 to 500.</param>
public sealed record NewPersonList(
    Guid Id,
    string Office,
    string Name,
    string By,
    DateTimeOffset At,
    DateTimeOffset Until,
    IReadOnlyList<PersonId> Persons
) : Discreet;

/// <summary>What there is to know of a list without its persons.</summary>
/// <param name="Count">How many persons it has.</param>
public sealed record PersonListHead(Guid Id, string Office, string Name, string By, DateTimeOffset At, DateTimeOffset Until, int Count)
    : Discreet;

/// <summary>A list with its persons, in order. Who was erased since is not in it any more.</summary>
public sealed record PersonList(PersonListHead Head, IReadOnlyList<PersonId> Persons) : Discreet;
