namespace Grid.Storage.Persons.State;

/// <summary>A person's row as it was read.</summary>
internal sealed record StoredPerson(long Version, short Schema, byte[] State, byte[]? DataKey);
