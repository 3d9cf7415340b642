using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>The end of an import that was all or nothing, for one person: what it brought stays, or is taken back without a trace.</summary>
public sealed record SettleImport(Guid Import, bool Keep) : PersonCommand;

/// <summary>All of an import was imported, so what it brought stays.</summary>
public sealed record ImportKept(Guid Import) : PersonEvent;

/// <summary>Not all of an import could be imported, so what it brought is taken back, as if it had not been.</summary>
/// <param name="Over">Numbers of the registrations that were over.</param>
/// <param name="Active">The one that was active.</param>
public sealed record ImportUndone(Guid Import, DateOnly On, IReadOnlyList<RegistrationNumber> Over, RegistrationNumber? Active)
    : PersonEvent,
        IDated;

/// <summary>What waits for the end of an import that is all or nothing.</summary>
internal static class SettlingImports
{
    /// <summary>Harmless to repeat: what is settled is not held any more.</summary>
    public static Decision Decide(PersonRecord record, SettleImport command, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.ImportSettled, record);
        if (record.HeldBy == command.Import)
            return Decision.Accept(outcome, new HistoryReleased(command.Import));
        if (!ImportRules.All(record).Any(one => IsHeld(one, command.Import)))
            return Decision.Accept(outcome);
        return Decision.Accept(
            outcome,
            command.Keep
                ? new ImportKept(command.Import)
                : new ImportUndone(
                    command.Import,
                    context.Today,
                    [.. record.Past.Where(past => IsHeld(past.Registration, command.Import)).Select(past => past.Number)],
                    record.Registration is { } active && IsHeld(active, command.Import) ? active.Number : null
                )
        );
    }

    /// <summary>
    /// While an import that is all or nothing is under way, users change nothing that it may take back. What records send each other, and
    /// what falls due, goes on.
    /// </summary>
    public static Refusal? Check(PersonRecord record, PersonCommand command) =>
        command
            is not (ImportCases or SettleImport or Tick or TakeOverCase or ConfirmMove or RedirectMove or RecordDelivery or MoveToSuccessor)
        && (
            ImportRules.All(record).Any(one => one.Imported is { Held: true })
            || (record.HeldBy is { } holder && (command as ImportHistory)?.Import.Id != holder)
        )
            ? new Refusal(RefusalCode.ImportUnderWay)
            : null;

    public static bool IsHeld(Registration registration, Guid import) =>
        registration.Imported is { Held: true } from && from.Import == import;
}

/// <summary>Folds the end of an import that was all or nothing.</summary>
internal static class SettlingFold
{
    public static PersonRecord Apply(PersonRecord record, ImportKept e) =>
        record with
        {
            Registration =
                record.Registration is { } active && SettlingImports.IsHeld(active, e.Import) ? Free(active) : record.Registration,
            Past =
            [
                .. record.Past.Select(past =>
                    SettlingImports.IsHeld(past.Registration, e.Import) ? past with { Registration = Free(past.Registration) } : past
                ),
            ],
        };

    /// <summary>A person whom only the import had brought is unknown again.</summary>
    public static PersonRecord Apply(PersonRecord record, ImportUndone e)
    {
        // A link may have brought a registration meanwhile, which had to give way to the imported one.
        var again = e.Active is { } gone ? record.Past.LastOrDefault(past => past.Into == gone) : null;
        var rest = record with
        {
            Registration = e.Active is null ? record.Registration : PastCases.CountedUnder(again?.Registration, record.Identity),
            Past = [.. record.Past.Where(past => past != again && !SettlingImports.IsHeld(past.Registration, e.Import))],
        };
        return rest is { Registration: null, Past.Count: 0, Application: null, Prior: null, Aliases.Count: 0, InError.Count: 0 }
            ? rest with
            {
                Identity = null,
                Details = null,
            }
            : rest;
    }

    private static Registration Free(Registration registration) =>
        registration with
        {
            Imported = registration.Imported! with { Held = false },
        };
}
