using System.Text.Json;
using Grid.Domain.Identity;

namespace Grid.Domain.Counting.Recounting;

/// <summary>What a recount reads of a journal entry: nothing that is sealed.</summary>
/// <param name="Event">The event's name, as in the journal.</param>
/// <param name="On">The event's date.</param>
/// <param name="DecidedOn">The day on which it was decided, Asia/Shanghai.</param>
/// <param name="Facts">The clear facts of the event.</param>
/// <param name="Standing">The person's standing from then on, if it changed.</param>
public sealed record RecountLine(
    PersonId Person, long Sequence, string Event, DateOnly On, DateOnly DecidedOn, JsonElement Facts, StandingChange? Standing);
