namespace Grid.Storage.Persons.State;

/// <summary>A state document has a form that this build cannot read: a newer build wrote it, or an upgrade is missing.</summary>
public sealed class StateSchemaException(string message) : Exception(message);
