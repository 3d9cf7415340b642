using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Persons;

/// <summary>Traces and figures of the persons' grains; both are named <c>Grid.Persons</c>. Persons appear only by id.</summary>
public static class PersonDiagnostics
{
    public const string Name = "Grid.Persons";

    /// <summary>
    /// The counter of ticks that found no place. When it rises every night, <c>Grid:Duties:TicksAtWork</c> or the machine is too
    /// small.
    /// </summary>
    public const string TurnedAwayName = "grid.person.ticks.turned_away";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>(
        "grid.person.commands",
        "{command}",
        "Commands by operation and result."
    );
    private static readonly Counter<long> Ticks = Meter.CreateCounter<long>(
        "grid.person.ticks",
        "{tick}",
        "Ticks of duty reminders, by whether anything was due."
    );

    private static readonly Counter<long> TurnedAway = Meter.CreateCounter<long>(
        TurnedAwayName,
        "{tick}",
        "Ticks turned away because too many were at work in this silo; they tick again after their period."
    );

    internal static Activity? Start(string operation, PersonId person) =>
        Source.StartActivity(operation)?.SetTag("grid.person", person.ToString());

    internal static void Count(string operation, CommandReply reply) =>
        Commands.Add(1, new("operation", operation), new("result", ResultOf(reply)));

    internal static void CountTurnedAway() => TurnedAway.Add(1);

    internal static void CountTick(int events) => Ticks.Add(1, new KeyValuePair<string, object?>("due", events > 0));

    private static string ResultOf(CommandReply reply) =>
        reply.Repeated ? "repeated"
        : reply.KeyConflict ? "key-conflict"
        : reply.OtherVersion is not null ? "other-version"
        : reply.Refusal is { } refusal ? refusal.Code.ToString()
        : "accepted";
}
