using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Commands;

/// <summary>A wrong exit is taken back: the registration is active again with its original date. Only the latest one, and only while nothing newer is open.</summary>
public sealed record RevokeExit(RegistrationNumber Registration, Evidence Evidence) : PersonCommand;
