using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// All that is to be reported to the national platform about a person, made from the journal: the same items under the same keys as the
/// commits made, in the same order. What was corrected since is taken from the record, as <see cref="PlatformRenewal"/> does; regions are
/// those of the offices now.
/// </summary>
public static class PlatformReplay
{
    /// <summary>Kinds of events without which the journal folds to the same items; a reader may leave them out.</summary>
    public static IReadOnlyList<Type> Idle { get; } =
    [
        typeof(DutyOpened),
        typeof(DutyMoved),
        typeof(DutyWarned),
        typeof(DutyOverdue),
        typeof(DutyClosed),
        typeof(DutyClaimed),
        typeof(DutySnoozed),
        typeof(ContactRecorded),
        typeof(PensionChecked),
        typeof(HardshipChecked),
        typeof(BenefitRecorded),
        typeof(ServiceGiven),
        typeof(PolicyStepped),
        typeof(GradeSet),
        typeof(PolicyMatched),
        typeof(PolicyUnmatched),
        typeof(ExchangeChosen),
        typeof(AllowanceRecorded),
        typeof(AllowanceListed),
        typeof(VerificationRecorded),
        typeof(ExitProposed),
        typeof(ExitRejected),
        typeof(ObjectionRaised),
        typeof(ObjectionAnswered),
        typeof(WordingFlagged),
        typeof(RevocationProposed),
        typeof(RevocationRejected),
        typeof(Proposed),
        typeof(ProposalConfirmed),
        typeof(ProposalRejected),
        typeof(LinkAgreed),
        typeof(HistoryHeld),
        typeof(HistoryReleased),
        typeof(CertificateIssued),
        typeof(CertificateRevoked),
        typeof(HardshipApplied),
        typeof(HardshipExamined),
        typeof(HardshipRecognised),
        typeof(HardshipRefused),
        typeof(HardshipWithdrawn),
        typeof(HardshipReopened),
        typeof(HardshipRestored),
        typeof(HouseholdJoined),
        typeof(HouseholdLeft),
        typeof(HouseholdSettled),
        typeof(MatterAsked),
        typeof(MatterJoined),
        typeof(MatterWithdrawn),
        typeof(MatterObjected),
        typeof(MatterAnswered),
        typeof(MatterSent),
        typeof(ApplicationPrefilled),
        typeof(PrefilledLapsed),
        typeof(ComplaintRaised),
        typeof(ComplaintTaken),
        typeof(ComplaintEnded),
        typeof(SurveyAnswered),
        typeof(ContradictionSettled),
        typeof(DataUsed),
    ];

    /// <summary>The items, in the order in which the platform must receive them.</summary>
    /// <param name="record">The record of the person who holds the case now.</param>
    /// <param name="histories">That person's journal, and those of the numbers under which its case has been.</param>
    public static IReadOnlyList<ReplayedItem> Of(PersonRecord record, IReadOnlyList<PersonHistory> histories, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(offices);
        return [.. histories.SelectMany(history => Replayed(record, history, offices)).OrderBy(made => made.At).Select(made => made.Item)];
    }

    /// <summary>
    /// Whether an item is about a registration, or is the result of its application. Links, which the platform has no interface for, are
    /// not.
    /// </summary>
    public static bool IsOf(PlatformItem item, RegistrationNumber registration, ApplicationNumber application)
    {
        ArgumentNullException.ThrowIfNull(item);
        var number = item.Key.Split(':') is [_, var named, ..] ? named : "";
        return item.Kind switch
        {
            PlatformItemKind.Link => false,
            PlatformItemKind.Result => number == application?.Value,
            _ => number == registration?.Value,
        };
    }

    /// <summary>Persons whose journals hold other parts of the cases of this one.</summary>
    public static IEnumerable<PersonId> Related(IEnumerable<RecordedEvent> events) =>
        events
            .Select(entry => entry.Event)
            .SelectMany<PersonEvent, PersonId>(change =>
                change switch
                {
                    LinkedTo e => [e.Main],
                    CaseTakenOver e => [e.From],
                    Unlinked e => [e.Alias],
                    CaseReturned e => [e.From],
                    NumberCorrected e => [e.To],
                    MoveRedirected e => [e.To],
                    _ => [],
                }
            );

    /// <summary>A registration that was imported; where the import was taken back, it is not reported.</summary>
    private static RegistrationNumber? ImportedBy(PersonEvent change) =>
        change switch
        {
            RegistrationImported e => e.Registration.Number,
            PastRegistrationImported e => e.Past.Number,
            _ => null,
        };

    private static IEnumerable<(DateTimeOffset At, ReplayedItem Item)> Replayed(
        PersonRecord record,
        PersonHistory history,
        OfficeDirectory offices
    )
    {
        var before = PersonRecord.Unknown(history.Person);
        var at = DateTimeOffset.MinValue;
        var undone = history
            .Events.Select(entry => entry.Event)
            .OfType<ImportUndone>()
            .SelectMany(e => e.Over.Append(e.Active))
            .ToHashSet();
        foreach (var entry in history.Events)
        {
            // The place in the journal, where events are left out too: keys have it.
            var after = PersonFold.Apply(before, entry.Event) with { Sequence = entry.Sequence };
            at = entry.At > at ? entry.At : at;
            if (ImportedBy(entry.Event) is { } imported && undone.Contains(imported))
            {
                before = after;
                continue;
            }

            foreach (var item in PlatformRules.OfHistory(before, entry.Event, after, entry.By, entry.At, offices))
            {
                // A number that was linked since has another identity in the record: it is reported as it was.
                var renewed = history.Person == record.Id ? PlatformRenewal.Corrected(item.Key, record, history.Events, offices) : null;
                yield return (at, new ReplayedItem(renewed ?? item, history.Person, entry.Office));
            }

            before = after;
        }
    }
}

/// <summary>An item for the national platform that a person's history gives.</summary>
/// <param name="Person">In whose journal the event is that it follows from.</param>
/// <param name="Office">The office that held the case after that event; null where there was none.</param>
public sealed record ReplayedItem(PlatformItem Item, PersonId Person, string? Office) : Discreet;
