using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>A command on its way to a person's grain, with who asks and under which key.</summary>
[GenerateSerializer, Immutable, Alias("Grid.CommandRequest`1")]
public sealed record CommandRequest<TCommand>([property: Id(0)] CommandContext Context, [property: Id(1)] TCommand Command)
    where TCommand : PersonCommand;
