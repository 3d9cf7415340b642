namespace Grid.Storage;

/// <summary>
/// Between the process and PostgreSQL there is a pooler that does not keep a session for a connection; the message says what to set.
/// </summary>
public sealed class PoolerException(string message) : Exception(message);
