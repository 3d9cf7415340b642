namespace Grid.Domain.Persons.Commands;

/// <summary>From record to record: the case of this move has arrived, nothing has to be sent again.</summary>
public sealed record ConfirmMove(Guid MoveId) : PersonCommand;
