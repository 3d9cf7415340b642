using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>The registration ended.</summary>
public sealed record Exited(RegistrationNumber Number, string Office, ExitReason Reason, DateOnly On, bool Counted, [property: Personal] ExitDetails Details) : PersonEvent;
