namespace Grid.Domain.Persons.Commands;

/// <summary>A second person confirms a proposed exit.</summary>
public sealed record ConfirmExit : PersonCommand;
