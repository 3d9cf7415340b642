using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// Makes an item for the national platform again, under its old key: what was corrected since comes from the record as it is now, what
/// happened from the journal, and regions from the offices as they are now. What a later item of the person reports (a transfer) does not
/// come into an earlier one.
/// </summary>
public static class PlatformRenewal
{
    /// <summary>
    /// The item; null when the record has nothing to make it of: the registration was entered in error or belongs to a newer application,
    /// the person was erased, or the kind is reported by hand.
    /// </summary>
    /// <param name="key">Key of the item that was made first.</param>
    /// <param name="record">The person's record now.</param>
    /// <param name="journal">The person's journal, in order.</param>
    public static PlatformItem? Of(string key, PersonRecord record, IReadOnlyList<RecordedEvent> journal, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(offices);
        var number = NumberOf(key);
        if (record.Identity is null)
            return null;
        return Corrected(key, number, record, journal, offices)
            ?? (key.StartsWith("result:", StringComparison.Ordinal) ? ResultAsMade(key, record.Id, journal, offices) : null);
    }

    /// <summary>The item as far as it can differ from the one that was made: null for what cannot be corrected.</summary>
    internal static PlatformItem? Corrected(
        string key,
        PersonRecord record,
        IReadOnlyList<RecordedEvent> journal,
        OfficeDirectory offices
    ) => record.Identity is null ? null : Corrected(key, NumberOf(key), record, journal, offices);

    private static PlatformItem? Corrected(
        string key,
        RegistrationNumber? number,
        PersonRecord record,
        IReadOnlyList<RecordedEvent> journal,
        OfficeDirectory offices
    ) => journal.Reverse().SelectMany(entry => Made(entry, number, record, journal, offices)).FirstOrDefault(item => item.Key == key);

    private static RegistrationNumber? NumberOf(string key) =>
        key.Split(':') is [_, var text, ..] && RegistrationNumber.TryParse(text, out var parsed, out _) ? parsed : null;

    /// <summary>
    /// The result of an application that ended without a decision, or under the number of one that was joined to another: nothing in it can
    /// be corrected, so it is made as it was.
    /// </summary>
    private static PlatformItem? ResultAsMade(string key, PersonId person, IReadOnlyList<RecordedEvent> journal, OfficeDirectory offices)
    {
        PlatformItem? made = null;
        var before = PersonRecord.Unknown(person);
        foreach (var entry in journal)
        {
            var after = PersonFold.Apply(before, entry.Event) with { Sequence = entry.Sequence };
            made = PlatformRules
                .Of(before, entry.Event, after, entry.By, entry.At, offices)
                .LastOrDefault(item => PlatformItems.IsSame(item.Key, key))
                ?? made;
            before = after;
        }

        return made is null ? null : made with { Key = key };
    }

    private static PlatformItem[] Made(
        RecordedEvent entry,
        RegistrationNumber? number,
        PersonRecord record,
        IReadOnlyList<RecordedEvent> journal,
        OfficeDirectory offices
    )
    {
        switch (entry.Event)
        {
            case ApplicationApproved { On: var on }:
                return Result(entry, on, record, offices);
            case ApplicationRefused { On: var on }:
                return Result(entry, on, record, offices);
            case Registered e when RegistrationOf(e.Registration.Number, record) is { } corrected:
                return
                [
                    PlatformItems.Registration(
                        AsRegistered(e.Registration, corrected),
                        record,
                        PlatformNumber(e.Registration.Application, record, journal),
                        offices
                    ),
                ];
            case RegistrationImported e when RegistrationOf(e.Registration.Number, record) is { } corrected:
                return [PlatformItems.Registration(AsRegistered(e.Registration, corrected), record, null, offices)];
            case PastRegistrationImported e when RegistrationOf(e.Past.Number, record) is { } corrected:
                return
                [
                    PlatformItems.Registration(AsRegistered(e.Past.Registration, corrected), record, null, offices),
                    .. Either(
                        moved => PlatformItems.Exit(PlatformRules.ExitOf(e, entry.At), entry.Sequence, entry.By, entry.At, offices, moved),
                        entry
                    ),
                ];
            case Exited e:
                return Either(moved => PlatformItems.Exit(e, entry.Sequence, entry.By, entry.At, offices, moved), entry);
            case ByReferenceEnded e when RegistrationOf(e.Number, record) is { } ended:
                // After a link is undone it may be active again in another record.
                return Either(
                    moved => PlatformItems.ByReferenceEnded(e, entry.Sequence, AtOffice(ended, entry).Office, offices, moved),
                    entry
                );
            case ExitRevoked e:
                return Either(moved => PlatformItems.ExitRevoked(e, entry.Sequence, offices, moved), entry);
            case RegistrationTransferred e when number is not null:
                return Either(moved => PlatformItems.Transfer(e, number, entry.Sequence, offices, moved), entry);
            case DataCorrected e when RegistrationOf(number, record) is { } now:
                return [PlatformItems.Correction(e, AtOffice(now, entry), record, entry.Sequence, entry.At, offices)];
            case EnteredInError { Facts: { } facts } e:
                return [PlatformItems.EnteredInError(e, facts, record.Identity, offices), .. Again(e.On)];
            case NumberCorrected e:
                return
                [
                    .. PlatformRules
                        .Renumbered(e)
                        .Select(r => PlatformItems.Renumbered(e, r, record.Identity!.Number, entry.Sequence, entry.At, offices)),
                    .. Again(e.On),
                ];
            case RegistrationRevoked e when RegistrationOf(e.Number, record) is { } revoked:
                return
                [
                    .. Either(moved => PlatformItems.Revoked(e, revoked.Application, entry.Sequence, offices, moved), entry),
                    .. number == e.Number ? [] : Again(e.On),
                ];
            case ImportUndone e:
                return [.. Again(e.On)];
            case InformingRecorded e:
                return Either(moved => PlatformItems.Informed(e, entry.Sequence, offices, moved), entry);
            case RevocationUndone e:
                return Either(moved => PlatformItems.RevocationUndone(e, entry.Sequence, offices, moved), entry);
            default:
                return [];
        }

        PlatformItem[] Again(DateOnly on) =>
            RegistrationOf(number, record) is { } again
                ? Either(moved => PlatformItems.StandsAgain(AtOffice(again, entry), record, entry.Sequence, on, offices, moved), entry)
                : [];
    }

    /// <summary>
    /// Under the key of a case that had stayed in one record, and under that of one that had moved: only one of them was reported.
    /// </summary>
    private static PlatformItem[] Either(Func<DateTimeOffset?, PlatformItem> make, RecordedEvent entry) => [make(null), make(entry.At)];

    /// <summary>
    /// Events of a decision do not name the application: the journal is read from its end, and only the record's own application can be
    /// made again.
    /// </summary>
    private static PlatformItem[] Result(RecordedEvent entry, DateOnly on, PersonRecord record, OfficeDirectory offices) =>
        record.Application is { Status: ApplicationStatus.Approved or ApplicationStatus.NotApproved } application
        && application.DecidedOn == on
            ? [PlatformItems.Result(application, on, entry.By, entry.At, offices)]
            : [];

    private static Registration? RegistrationOf(RegistrationNumber? number, PersonRecord record) =>
        number is null ? null
        : record.Registration is { } active && active.Number == number ? active
        : record.Past.LastOrDefault(past => past.Number == number)?.Registration;

    /// <summary>Place and counting are those of its day: a transfer since then has an item of its own.</summary>
    private static Registration AsRegistered(Registration then, Registration now) =>
        then with
        {
            Reason = now.Reason,
            OtherReason = now.OtherReason,
            UnemployedOn = now.UnemployedOn,
            JobWishes = now.JobWishes,
        };

    private static Registration AtOffice(Registration now, RecordedEvent entry) =>
        entry.Office is { } office ? now with { Office = office } : now;

    /// <summary>The application may have come with another number's case: then only the record knows it.</summary>
    private static PlatformApplicationNumber? PlatformNumber(
        ApplicationNumber application,
        PersonRecord record,
        IReadOnlyList<RecordedEvent> journal
    ) =>
        record.Application?.Number == application
            ? record.Application.PlatformNumber
            : journal
                .Select(entry => entry.Event)
                .OfType<ApplicationSubmitted>()
                .LastOrDefault(e => e.Facts.Number == application)
                ?.Facts.PlatformNumber;
}
