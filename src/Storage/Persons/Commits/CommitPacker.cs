using System.Diagnostics;
using System.Text.Json;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Duplicates;
using Grid.Storage.Journal;
using Grid.Storage.Persons.State;
using Grid.Storage.Platform;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Packs a record and its commit: what must be serialised and sealed is, on the caller's thread, so that the writer loops only send.
/// </summary>
/// <param name="ring">Seals outboxes and wraps data keys.</param>
/// <param name="registerKey">Hashes telephone numbers, numbers of earlier systems and the beginnings of names.</param>
/// <param name="keys">Of the chain; null only where the chain's cost is measured.</param>
/// <param name="byHand">Kinds of items for which the platform has no interface.</param>
/// <param name="licences">Whether items for electronic licences are written; without the port nothing waits for it.</param>
internal sealed class CommitPacker(
    KeyRing ring,
    RegisterKey registerKey,
    ChainKeys? keys,
    IReadOnlySet<PlatformItemKind> byHand,
    bool licences = false
)
{
    /// <summary>Packs a commit.</summary>
    /// <param name="grain">The person's grain.</param>
    /// <param name="record">The record after the commit.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="version">The version before it; 0 for a new person.</param>
    /// <param name="tag">The person's data key, and the head of the person's journal before the commit.</param>
    public PendingWrite Pack(GrainId grain, PersonRecord record, PersonCommit commit, long version, PersonTag tag)
    {
        var (key, chain) = (tag.Key, tag.Chain);
        var id = record.Id.ToString();
        var journal = new List<PackedEntry>(commit.Journal.Count);
        foreach (var entry in commit.Journal)
        {
            journal.Add(Entry(record.Id.ToGuid(), id, entry, commit.Id, key, chain));
            chain = journal[^1].Mac;
        }

        var state = Sealer.Seal(StateDocument.Write(record), key, AssociatedData.Of(id, "state"));
        var mac = keys is null
            ? null
            : new StateMac(record.Id.ToGuid(), version + 1, record.Sequence, StateDocument.Schema, chain, commit.Id, commit.At).Of(
                state,
                keys
            );
        var person = new PersonRow(
            record.Id.ToGuid(),
            version,
            record.Sequence,
            StateDocument.Schema,
            state,
            tag.IsNewKey ? key.Wrap(ring, id) : null,
            commit.Id,
            commit.At.ToUniversalTime()
        )
        {
            Chain = chain,
            Mac = mac,
            Logged = mac is null ? null : TreeEntry.OfPerson(new PersonEntry(record.Id.ToGuid(), version + 1, record.Sequence, mac)),
            Grain = grain,
            Office = commit.Journal.LastOrDefault(entry => entry.Office is not null)?.Office,
            TraceParent = Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null,
        };
        return new PendingWrite(person)
        {
            Journal =
            [
                .. journal.Select(one => new Packed<(JournalEntry Entry, string? StatisticalStatus, byte[]? Mac)>(
                    person,
                    (one.Entry, one.StatisticalStatus, one.Mac),
                    one.Personal,
                    one.Facts
                )),
            ],
            Reach = [.. commit.Reach.Select(row => new Packed<ReachRow>(person, row))],
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
            SystemMessages =
            [
                .. commit
                    .SystemMessages.Where(message => message.System != OutsideSystem.Licence || licences)
                    .Select(message => new Packed<SystemMessage>(
                        person,
                        message,
                        OutboxSeal.Seal(message, ring, id, OutboxSeal.SystemMessages)
                    )),
            ],
            Matters = [.. commit.Matters.Select(matter => new Packed<MatterRow>(person, matter))],
            Application = commit.Application is { } row
                ? new Packed<ApplicationRow>(
                    person,
                    row,
                    row.Application.NonApproval is { } reason
                        ? PersonSeal.Seal(EnumName.Of(reason), key, id, PersonSeal.NonApproval(row.Application.Number.Value))
                        : null
                )
                : null,
            Registrations =
            [
                .. commit.Registrations.Select(row => new Packed<RegistrationRow>(
                    person,
                    row,
                    LegacyNumber.SearchKey(row.Registration.Imported?.Number) is { } legacy ? registerKey.LegacyNumberHash(legacy) : null
                )),
            ],
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
            ComplaintSteps =
            [
                .. commit.Journal.Select(ComplaintStep.Of).OfType<ComplaintStep>().Select(step => new Packed<ComplaintStep>(person, step)),
            ],
            SurveySteps =
            [
                .. commit.Journal.Select(SurveyStep.Of).OfType<SurveyStep>().Select(step => new Packed<SurveyStep>(person, step)),
            ],
            Search = commit.Search is { } search ? Search(person, search, key, id) : null,
            Reminder = commit.Reminder is { } reminder
                ? new Packed<(ReminderRow Row, string GrainId)>(person, (reminder, grain.ToString()))
                : null,
        };
    }

    /// <summary>The name is sealed with the person's data key, so that it is erased with it, and found by its tokens.</summary>
    private Packed<PackedSearch> Search(PersonRow person, SearchRow search, DataKey key, string id) =>
        new(
            person,
            new PackedSearch(
                search,
                search.Telephone is { } telephone ? registerKey.TelephoneHash(telephone.Value) : null,
                search is { Name: { } found, Office: not null } ? NameTokens.Literal(NameTokens.AllOf(registerKey, found)) : null,
                search is { Identity: { } identity, Name: not null, Office: not null }
                    ? StoredTraits.Of(Traits.Of(identity, search.Telephone, search.Address), person.Person, ring, registerKey)
                    : null
            ),
            search.Name is { } name ? PersonSeal.Seal(name.Value, key, id, PersonSeal.Name) : null
        );

    private PackedEntry Entry(Guid person, string id, JournalEntry entry, Guid commit, DataKey key, byte[]? chain)
    {
        var facts = EventJson.Facts(entry.Event);
        var standing = entry.StatisticalStatus is { } status ? JsonSerializer.Serialize(status, DomainJson.Options) : null;
        var personal = EventJson.PersonalPart(entry.Event) is { } part ? JournalSeal.Seal(part, key, id, entry.Sequence) : null;
        var mac = keys is null ? null : JournalChain.Of(person, entry, commit, facts, standing, personal, chain, keys);
        return new PackedEntry(entry, facts, standing, personal, mac);
    }

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

    private sealed record PackedEntry(JournalEntry Entry, string Facts, string? StatisticalStatus, byte[]? Personal, byte[]? Mac);
}
