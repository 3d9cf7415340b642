using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Commands;

/// <summary>A service was given or offered (79/2020 (三)).</summary>
/// <param name="Item">Code of the service list in force.</param>
/// <param name="On">The day; null for today.</param>
public sealed record RecordService(string Item, ServiceResult Result, DateOnly? On, string? Note) : PersonCommand;
