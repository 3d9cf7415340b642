using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Grid.Storage.Migrations;

/// <summary>
/// Which older hosts a migration still serves. A script that only adds (a table, a column that may be empty, an index) says so in a line of
/// its own, <c>-- serves: 0500</c>: hosts whose schema ends at 0500 or later go on working, and may be started, while newer ones are put in
/// their place. A script without such a line serves only hosts that know it: then all old ones are stopped before it runs.
/// </summary>
public static partial class ServedHosts
{
    /// <summary>The number behind <c>-- serves:</c>; null without one.</summary>
    /// <exception cref="SchemaException">More than one such line, or one that serves a host newer than itself.</exception>
    public static int? Of(string script, string text)
    {
        var lines = Line.Matches(text);
        if (lines.Count == 0)
            return null;
        var oldest = int.Parse(lines[0].Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return lines.Count == 1 && oldest < SchemaVersion.NumberOf(script)
            ? oldest
            : throw new SchemaException($"The migration script {script} must say once which older host it serves.");
    }

    /// <summary>Writes what this build's scripts say beside their names; until then an older host refuses them.</summary>
    internal static async Task RecordAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        var marked = SchemaVersion
            .Scripts.Select(script => (Name: script, Serves: Of(script, SchemaVersion.TextOf(script))))
            .Where(script => script.Serves is not null)
            .ToArray();
        await using var command = new NpgsqlCommand(
            $"UPDATE {SchemaVersion.JournalTable} AS t SET serves = m.serves FROM unnest($1, $2) AS m (name, serves) WHERE t.scriptname = m.name AND t.serves IS DISTINCT FROM m.serves",
            owner
        );
        command.Parameters.AddWithValue(marked.Select(script => script.Name).ToArray());
        command.Parameters.AddWithValue(marked.Select(script => script.Serves!.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex("^-- serves: (?<number>[0-9]{4})\\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line { get; }
}
