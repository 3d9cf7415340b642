using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Events;

/// <summary>A service was given or offered (就业服务), 79/2020 (三).</summary>
public sealed record ServiceGiven(DateOnly On, string Kind, string Office, [property: Personal] ServiceRecord Service) : PersonEvent;
