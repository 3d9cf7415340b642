using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>A stored application as the command that its person is given.</summary>
internal sealed record ApplicationHandover(StoredApplication Stored, PersonId Person, SubmitApplication Command)
{
    /// <summary>
    /// Those that must go one after the other, each list in order: of one person, and of one 申请编号 even where it names different persons, so
    /// that the number is the first one's.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<ApplicationHandover>> ChainsOf(IEnumerable<ApplicationHandover> applications)
    {
        var chains = new HashSet<List<ApplicationHandover>>();
        var byPerson = new Dictionary<PersonId, List<ApplicationHandover>>();
        var byNumber = new Dictionary<string, List<ApplicationHandover>>(StringComparer.Ordinal);
        foreach (var one in applications)
        {
            var (persons, numbers) = (byPerson.GetValueOrDefault(one.Person), byNumber.GetValueOrDefault(one.Stored.Number));
            var chain = persons ?? numbers ?? [];
            chain.Add(one);
            chains.Add(chain);
            if (numbers is not null && numbers != chain)
            {
                chain.AddRange(numbers);
                chains.Remove(numbers);
            }

            foreach (var member in chain)
                (byPerson[member.Person], byNumber[member.Stored.Number]) = (chain, chain);
        }

        return [.. chains.Select(chain => chain.OrderBy(one => one.Stored.Id).ToArray())];
    }
}
