namespace Grid.Grains.Interfaces.Access;

/// <summary>
/// The keys that encrypt the pages' cookies, where all API processes find them. The calls wait for the database, since the framework that
/// makes these keys asks for them so.
/// </summary>
public interface IPageKeys
{
    /// <summary>
    /// All keys that open, oldest first. One that does not open (its ring key is gone, or it was changed) is left out: the holder of its
    /// cookie signs in again.
    /// </summary>
    /// <exception cref="Persons.StoreUnavailableException">The database does not answer.</exception>
    PageKeyList Read();

    /// <summary>
    /// Keeps a key; on return it is committed. Of several that processes make within a minute, as they do on the first visit to each, only
    /// the first is kept: false for the others, and <see cref="Read"/> then has the one to use.
    /// </summary>
    /// <param name="name">Its id, 1 to 100 bytes.</param>
    /// <param name="xml">The key as the framework writes it.</param>
    /// <exception cref="Persons.StoreUnavailableException">The database does not answer.</exception>
    bool TryAdd(string name, string xml);
}

/// <summary>The pages' keys.</summary>
/// <param name="Xml">Those that open.</param>
/// <param name="Unreadable">How many do not.</param>
public sealed record PageKeyList(IReadOnlyList<string> Xml, int Unreadable) : Discreet;
