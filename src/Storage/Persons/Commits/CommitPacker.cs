using System.Diagnostics;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Journal;
using Grid.Storage.Persons.State;
using Grid.Storage.Platform;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Packs a record and its commit: what must be serialised and sealed is, on the caller's thread, so that the writer loops only send.
/// </summary>
internal sealed class CommitPacker(KeyRing ring, RegisterKey registerKey, IReadOnlySet<PlatformItemKind> byHand)
{
    public PendingWrite Pack(GrainId grain, PersonRecord record, PersonCommit commit, long version, DataKey key)
    {
        var id = record.Id.ToString();
        var person = new PersonRow(
            record.Id.ToGuid(),
            version,
            record.Sequence,
            StateDocument.Schema,
            Sealer.Seal(StateDocument.Write(record), key, AssociatedData.Of(id, "state")),
            version == 0 ? key.Wrap(ring, id) : null,
            commit.Id,
            commit.At.ToUniversalTime()
        )
        {
            Grain = grain,
            Office = commit.Journal.LastOrDefault(entry => entry.Office is not null)?.Office,
            TraceParent = Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null,
        };
        return new PendingWrite(person)
        {
            Journal = [.. commit.Journal.Select(entry => Entry(person, id, entry, key))],
            Receipts = commit.Receipt is { } receipt ? Receipts(person, receipt, commit.At) : [],
            Counts =
            [
                .. commit.Counts.Select(count => new Packed<CountRow>(
                    person,
                    count,
                    OutboxSeal.Seal(count.Entry, ring, id, OutboxSeal.Counts)
                )),
            ],
            PlatformItems =
            [
                .. commit.PlatformItems.Select(item => new Packed<(PlatformItem Item, bool ByHand)>(
                    person,
                    (item, byHand.Contains(item.Kind)),
                    ItemSeal.Seal(item, key, id)
                )),
            ],
            Notices =
            [
                .. commit.Notices.Select(notice => new Packed<PersonNotice>(
                    person,
                    notice,
                    OutboxSeal.Seal(notice, ring, id, OutboxSeal.Notices)
                )),
            ],
            Application = commit.Application is { } row
                ? new Packed<ApplicationRow>(
                    person,
                    row,
                    row.Application.NonApproval is { } reason
                        ? PersonSeal.Seal(EnumName.Of(reason), key, id, PersonSeal.NonApproval(row.Application.Number.Value))
                        : null
                )
                : null,
            Registrations = [.. commit.Registrations.Select(registration => new Packed<RegistrationRow>(person, registration))],
            Duties = PackedDuties.Of(person, commit.Duties),
            Services =
            [
                .. commit.Services.Select(service => new Packed<ServiceRow>(
                    person,
                    service,
                    PersonSeal.Seal(
                        JsonSerializer.Serialize(service.Details, DomainJson.Options),
                        key,
                        id,
                        PersonSeal.Service(service.Sequence)
                    )
                )),
            ],
            WordingFlags =
            [
                .. commit
                    .Journal.Where(entry => entry.Event is WordingFlagged)
                    .Select(entry => new Packed<(JournalEntry Entry, WordingFlagged Flag)>(person, (entry, (WordingFlagged)entry.Event))),
            ],
            Search = commit.Search is { } search
                ? new Packed<SearchRow>(
                    person,
                    search,
                    search.Telephone is { } telephone ? registerKey.TelephoneHash(telephone.Value) : null
                )
                : null,
            Reminder = commit.Reminder is { } reminder
                ? new Packed<(ReminderRow Row, string GrainId)>(person, (reminder, grain.ToString()))
                : null,
        };
    }

    private static Packed<(JournalEntry Entry, string? StatisticalStatus)> Entry(
        PersonRow person,
        string id,
        JournalEntry entry,
        DataKey key
    ) =>
        new(
            person,
            (entry, entry.StatisticalStatus is { } standing ? JsonSerializer.Serialize(standing, DomainJson.Options) : null),
            EventJson.PersonalPart(entry.Event) is { } personal ? JournalSeal.Seal(personal, key, id, entry.Sequence) : null,
            EventJson.Facts(entry.Event)
        );

    private static Packed<(ReceiptEntry Entry, DateOnly Month)>[] Receipts(PersonRow person, ReceiptEntry receipt, DateTimeOffset at)
    {
        var outcome = JsonSerializer.Serialize(receipt.Outcome, DomainJson.Options);
        return
        [
            .. ReceiptMonths
                .Of(at)
                .Select(month => new Packed<(ReceiptEntry Entry, DateOnly Month)>(person, (receipt, month), Json: outcome)),
        ];
    }
}
