using System.Text.Json;

namespace Grid.Domain.Persons.Consequences;

/// <summary>A message to the person (告知, §1.6), waiting to be sent. The text is made from a template when it is sent.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Facts">What the template needs; never an identity number, health, or reason 70. Sealed where it waits, because it holds the telephone.</param>
public sealed record PersonNotice(NoticeKind Kind, JsonElement Facts);
