using System.Reflection;

namespace Grid.Storage.Migrations;

/// <summary>
/// The schema that this build expects: the numbered scripts embedded in this assembly
/// (<c>Migrations/0001_register.sql</c> …). A version is a script's number; the schema's version is the highest one.
/// </summary>
public static class SchemaVersion
{
    internal const string JournalTable = "schema_version";

    private const string ResourcePrefix = "Grid.Storage.Migrations.";

    /// <summary>Names of all scripts of this build, ascending.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        .. Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The highest number among the scripts of this build.</summary>
    public static int Expected { get; } = Scripts.Select(NumberOf).Max();

    /// <summary>The number a script's name begins with: 10 for <c>0010_orleans.sql</c>; 0 without one.</summary>
    public static int NumberOf(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var end = script.IndexOf('_', StringComparison.Ordinal);
        return end > 0 && int.TryParse(script.AsSpan(0, end), out var number) ? number : 0;
    }

    internal static string TextOf(string script)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + script)
            ?? throw new SchemaException($"The migration script {script} is not in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

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
