namespace Grid.Storage.Migrations;

/// <summary>The schema of the database cannot be used, or cannot be brought up to date; the message says what to do.</summary>
public sealed class SchemaException : Exception
{
    public SchemaException(string message)
        : base(message) { }

    public SchemaException(string message, Exception? inner)
        : base(message, inner) { }

    /// <summary>The database has not been migrated to this build yet: a migration cures it, without any change to this process.</summary>
    public bool IsBehind { get; init; }
}
