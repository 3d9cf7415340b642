using Grid.Domain.Persons.Commands;

namespace Grid.Domain.Platform;

/// <summary>A downloaded application as a command, or why it cannot become one; exactly one of the two.</summary>
public sealed record MappedApplication(SubmitApplication? Command, PlatformFault? Fault);
