using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// The number was typed wrongly and may be somebody else's: end the application, and the registration that came of it, as "entered in error".
/// Neither a refusal nor an exit, not counted, and no mark on the number's real owner: what stood here before stands again (§1.5). By a supervisor.
/// </summary>
/// <param name="Application">The current application of this record.</param>
/// <param name="Why">For the journal.</param>
public sealed record EndAsEnteredInError(ApplicationNumber Application, string Why) : PersonCommand;
