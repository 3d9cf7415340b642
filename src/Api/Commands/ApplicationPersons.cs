using BitFaster.Caching.Lru;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Commands;

/// <summary>
/// Whose an application number is. A case's requests follow each other, so what the store said last is remembered. It may have become wrong:
/// a case whose identity number is corrected goes to another record, with its numbers. So what is remembered is only tried, and the record
/// decides: one that has the number is the right one, since no two have it; where it does not, the store is asked.
/// </summary>
internal sealed class ApplicationPersons(IPersonSearch search, CommandSender sender)
{
    /// <summary>The ones used last stay; about 15 MB.</summary>
    internal const int MostRemembered = 100_000;

    private readonly ConcurrentLru<string, PersonId> remembered = new(Environment.ProcessorCount, MostRemembered, StringComparer.Ordinal);

    /// <summary>Whose it was when the store was last asked; null when that is not remembered.</summary>
    public PersonId? Remembered(ApplicationNumber number) => remembered.TryGet(number.Value, out var person) ? person : null;

    /// <summary>Whose it is by the store; null when nobody has it.</summary>
    public async Task<PersonId?> FindAsync(ApplicationNumber number, CancellationToken cancelled)
    {
        var found = await search.ByApplicationNumberAsync(number, cancelled);
        if (found is { } person)
            remembered.AddOrUpdate(number.Value, person);
        else
            remembered.TryRemove(number.Value);
        return found;
    }

    /// <summary>The record that has the number, as committed; null when nobody has it.</summary>
    public async Task<PersonRecord?> ReadAsync(ApplicationNumber number, CancellationToken cancelled)
    {
        if (Remembered(number) is { } last && (await sender.ReadFoundAsync(last, cancelled))?.Record is { } record && Has(record, number))
            return record;
        return await FindAsync(number, cancelled) is { } person ? (await sender.ReadFoundAsync(person, cancelled))?.Record : null;
    }

    private static bool Has(PersonRecord record, ApplicationNumber number) =>
        record.Application?.Number == number
        || record.InError.Any(error => error.Application.Number == number)
        || Views.ApplicationView.RegistrationOf(record, number) is not null;
}
