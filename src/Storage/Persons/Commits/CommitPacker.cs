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
/// Makes rows of a record and its commit: serialised and sealed on the caller's thread, so that the writer loops only send.
/// </summary>
internal sealed class CommitPacker(KeyRing ring, RegisterKey registerKey, IReadOnlySet<PlatformItemKind> byHand)
{
    public PendingWrite Pack(GrainId grain, PersonRecord record, PersonCommit commit, long version, DataKey key)
    {
        var id = record.Id.ToString();
        var person = record.Id.ToGuid();
        var state = Sealer.Seal(StateDocument.Write(record), key, AssociatedData.Of(id, "state"));
        var wrapped = version == 0 ? key.Wrap(ring, id) : null;
        var office = commit.Journal.LastOrDefault(entry => entry.Office is not null)?.Office;
        var trace = Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;
        return new PendingWrite(
            new PersonRow(person, version, record.Sequence, StateDocument.Schema, state, wrapped, commit.Id, commit.At.ToUniversalTime())
        )
        {
            Journal = [.. commit.Journal.Select(entry => JournalOf(person, id, entry, commit.Id, key))],
            Receipts = commit.Receipt is { } receipt ? ReceiptsOf(person, receipt, commit.At) : [],
            Counts =
            [
                .. commit.Counts.Select(count => new OutboxRow(
                    person,
                    commit.Id,
                    commit.At.ToUniversalTime(),
                    OutboxSeal.Seal(count.Entry, ring, id, OutboxSeal.Counts),
                    null,
                    null,
                    count.Entry.Region,
                    count.Entry.On
                )
                {
                    Sequence = count.Sequence,
                    Ordinal = count.Ordinal,
                }),
            ],
            PlatformItems =
            [
                .. commit.PlatformItems.Select(item => new OutboxRow(
                    person,
                    commit.Id,
                    commit.At.ToUniversalTime(),
                    ItemSeal.Seal(item, key, id),
                    EnumName.Of(item.Kind),
                    item.Key,
                    item.Region,
                    item.On,
                    office,
                    byHand.Contains(item.Kind)
                )
                {
                    TraceParent = trace,
                }),
            ],
            Notices =
            [
                .. commit.Notices.Select(notice => new OutboxRow(
                    person,
                    commit.Id,
                    commit.At.ToUniversalTime(),
                    OutboxSeal.Seal(notice, ring, id, OutboxSeal.Notices),
                    EnumName.Of(notice.Kind),
                    null,
                    null,
                    null,
                    office
                )
                {
                    TraceParent = trace,
                }),
            ],
            Application = commit.Application is { } application ? ApplicationOf(person, id, application, key) : null,
            Registrations = [.. commit.Registrations.Select(registration => new CaseRow<RegistrationRow>(person, registration))],
            Duties = DutyRecords.Of(person, commit.Duties),
            Services =
            [
                .. commit.Services.Select(row => new ServiceRecordRow(
                    person,
                    row,
                    PersonSeal.Seal(JsonSerializer.Serialize(row.Details, DomainJson.Options), key, id, PersonSeal.Service(row.Sequence))
                )),
            ],
            WordingFlags =
            [
                .. commit
                    .Journal.Where(entry => entry.Event is WordingFlagged)
                    .Select(entry => new WordingFlagRow(person, entry, (WordingFlagged)entry.Event)),
            ],
            Search = commit.Search is { } search
                ? new SearchIndexRow(person, search, search.Telephone is { } telephone ? registerKey.TelephoneHash(telephone.Value) : null)
                : null,
            Reminder = commit.Reminder is { } duty
                ? new DutyReminderRow(person, grain.ToString(), unchecked((int)grain.GetUniformHashCode()), duty.At?.ToUniversalTime())
                : null,
        };
    }

    private static ApplicationRecord ApplicationOf(Guid person, string id, ApplicationRow row, DataKey key) =>
        new(
            person,
            row,
            row.Application.NonApproval is { } reason
                ? PersonSeal.Seal(EnumName.Of(reason), key, id, PersonSeal.NonApproval(row.Application.Number.Value))
                : null
        );

    private static JournalRow JournalOf(Guid person, string id, JournalEntry entry, Guid commit, DataKey key) =>
        new(
            person,
            entry,
            EventJson.NameOf(entry.Event),
            commit,
            EventJson.Facts(entry.Event),
            entry.Standing is { } standing ? JsonSerializer.Serialize(standing, DomainJson.Options) : null,
            EventJson.PersonalPart(entry.Event) is { } personal ? JournalSeal.Seal(personal, key, id, entry.Sequence) : null
        );

    private static ReceiptRow[] ReceiptsOf(Guid person, ReceiptEntry receipt, DateTimeOffset at)
    {
        var outcome = JsonSerializer.Serialize(receipt.Outcome, DomainJson.Options);
        return [.. ReceiptMonths.Of(at).Select(month => new ReceiptRow(person, receipt, month, outcome, at.ToUniversalTime()))];
    }
}
