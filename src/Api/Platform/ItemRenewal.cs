using Grid.Api.Commands;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Platform;

/// <summary>Makes a refused item again from the person's record as it is now.</summary>
internal sealed class ItemRenewal(CommandSender sender, IJournalReader journal, IReferenceData reference)
{
    private const int PageSize = 200;

    /// <summary>
    /// Null when there is nothing to make it of; also when the person's number has become an alias since: the main record has another
    /// identity.
    /// </summary>
    public async Task<PlatformItem?> MakeAsync(RefusedItem item, CancellationToken cancelled)
    {
        if ((await sender.ReadAsync(item.Person, cancelled))?.Record is not { } record || record.Id != item.Person)
        {
            return null;
        }

        var events = new List<RecordedEvent>();
        for (var after = 0L; ; )
        {
            var page = await journal.ReadAsync(item.Person, after, PageSize, cancelled);
            events.AddRange(page.Select(entry => new RecordedEvent(entry.Sequence, entry.Event, entry.Office, entry.Actor, entry.At)));
            if (page.Count < PageSize)
            {
                return PlatformRenewal.Of(item.Key, record, events, reference.Offices);
            }

            after = page[^1].Sequence;
        }
    }
}
