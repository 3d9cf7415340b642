using Grid.Client.Generated.Models;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>An answer to a command that was sent until there was one.</summary>
/// <param name="View">What became of it.</param>
/// <param name="Replayed">The command had been carried out by an earlier attempt whose answer was lost.</param>
/// <param name="Attempts">How often it was sent.</param>
public sealed record Answer(CommandView View, bool Replayed, int Attempts);
