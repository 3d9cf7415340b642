namespace Grid.Console.Hosting;

/// <summary>How the pages of this process were set up.</summary>
internal sealed record ConsoleState(ConsoleMode Mode);
