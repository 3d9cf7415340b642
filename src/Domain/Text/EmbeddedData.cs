using System.Reflection;

namespace Grid.Domain.Text;

/// <summary>The files under <c>/data</c> that travel inside the assembly, so that no process can start without them.</summary>
internal static class EmbeddedData
{
    private static readonly Assembly Assembly = typeof(EmbeddedData).Assembly;

    /// <summary>The names of the resources in one folder of <c>/data</c>, in ordinal order.</summary>
    public static IEnumerable<string> NamesIn(string folder) =>
        Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"Grid.Domain.data.{folder}.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of one resource; a missing one is an error of the build.</summary>
    public static string Read(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded file {name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
