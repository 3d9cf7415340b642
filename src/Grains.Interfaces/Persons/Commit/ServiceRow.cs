using System.Text.Json;
using Grid.Domain.Numbers;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>One contact, service or policy step, as a row of its own.</summary>
/// <param name="Sequence">The journal entry that holds it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Registration">The registration under which it was given.</param>
/// <param name="On">The day on which it happened.</param>
/// <param name="Office">The office that did it.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Code">Channel of a contact, item of a service, code of a policy.</param>
/// <param name="Result">Outcome, result or step, by its camelCase name.</param>
/// <param name="Reached">Of a contact: whether the person was reached.</param>
/// <param name="Details">Everything else; sealed where it stands.</param>
public sealed record ServiceRow(
    long Sequence,
    ServiceRowKind Kind,
    RegistrationNumber Registration,
    DateOnly On,
    string Office,
    string By,
    string Code,
    string Result,
    bool? Reached,
    JsonElement Details
);
