using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Events;

/// <summary>A step of helping the person to a support policy (就业扶持政策), 79/2020 (三).</summary>
public sealed record PolicyStepped(DateOnly On, string Policy, PolicyStep Step, string Office, [property: Personal] string? Note) : PersonEvent;
