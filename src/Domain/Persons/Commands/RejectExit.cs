namespace Grid.Domain.Persons.Commands;

/// <summary>The proposed exit is dropped; the registration goes on.</summary>
public sealed record RejectExit(string Note) : PersonCommand;
