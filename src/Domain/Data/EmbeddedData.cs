using System.Reflection;

namespace Grid.Domain.Data;

/// <summary>The data files that ship inside this assembly: the folder <c>data/</c> of the repository, as it was at build time.</summary>
public static class EmbeddedData
{
    private const string Root = "data/";
    private static readonly Assembly Home = typeof(EmbeddedData).Assembly;

    /// <summary>The files below a folder such as <c>calendar</c>, in the order of their names.</summary>
    public static IReadOnlyList<DataFile> Under(string folder) =>
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Root}{folder}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(name[Root.Length..])),
    ];

    /// <summary>One file by name; throws <see cref="FileNotFoundException"/> when it does not ship.</summary>
    public static DataFile Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(Root + name)
            ?? throw new FileNotFoundException($"No data file '{name}' ships with this build.", name);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new DataFile(name, content);
    }
}
