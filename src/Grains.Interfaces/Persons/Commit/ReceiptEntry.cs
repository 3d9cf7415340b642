using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The receipt of a command: given again to a repeat with the same key and digest.</summary>
public sealed record ReceiptEntry(string Caller, string Key, byte[] Digest, string Operation, CommandOutcome Outcome);
