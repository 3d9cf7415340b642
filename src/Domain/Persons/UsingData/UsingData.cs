using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// An office that does not hold the person's case has used the person's data: the person is told, once a day by office and kind. What for is
/// on the access log alone, where the person can ask for it.
/// </summary>
public sealed record NoteUse(DataUse Use) : PersonCommand;

/// <summary>How data were used. The values are stored, never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<DataUse>))]
public enum DataUse
{
    /// <summary>Values were shown in full.</summary>
    Revealed = 1,

    /// <summary>The certificate was printed.</summary>
    Printed = 2,

    /// <summary>Values in full went into a file.</summary>
    Exported = 3,
}

/// <summary>Another office used the person's data.</summary>
public sealed record DataUsed(string By, DataUse Use, DateOnly On) : PersonEvent, IDated;

/// <summary>A use of which the person was told on a day.</summary>
public sealed record ToldUse(string Office, DataUse Use, DateOnly On) : Discreet;

/// <summary>Uses of a person's data by offices that do not hold the case.</summary>
public static class UsingData
{
    /// <summary>
    /// Whether the person is to be told: the actor is of an office, and that office neither holds nor decides the person's case. An office
    /// above that looks is another office, too.
    /// </summary>
    public static bool IsByAnother(PersonRecord record, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Office is { } office
            && record.Identity is not null
            && office != record.Registration?.Office
            && !(record.Application is { IsOpen: true } open && open.Office == office)
            && office != CaseScope.OfficeOf(record);
    }

    internal static Decision Decide(PersonRecord record, NoteUse command, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.UseNoted, record);
        return
            context.Actor.Office is not { } office
            || !IsByAnother(record, context.Actor)
            || record.ToldUses.Any(told => told.Office == office && told.Use == command.Use && told.On == context.Today)
            ? Decision.Accept(outcome)
            : Decision.Accept(outcome, new DataUsed(office, command.Use, context.Today));
    }
}

/// <summary>Folds uses: only those of the latest day are kept.</summary>
internal static class UseFold
{
    public static PersonRecord Apply(PersonRecord record, DataUsed e) =>
        record with
        {
            ToldUses = [.. record.ToldUses.Where(told => told.On == e.On), new ToldUse(e.By, e.Use, e.On)],
        };
}
