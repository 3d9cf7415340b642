using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// Hand the open application or the active registration to another office; "wrong office" is a transfer, never a refusal.
/// Done by the office that holds the case or by a supervisor above it. Answers that office's request, if there is one.
/// </summary>
public sealed record Transfer(string ToOffice, PlaceGround? Ground, string Note) : PersonCommand;
