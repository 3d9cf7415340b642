using Grid.Domain.Calendar;

namespace Grid.Domain.Persons.Contacts;

/// <summary>Attempts of one month that reached nobody.</summary>
public sealed record FailedAttempts(YearMonth Month, int Count);
