using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Tests.Versions;

/// <summary>
/// What crosses between processes is in <c>Messages</c>, where a change is a change of the contract between versions; what the store
/// implements is in <c>Ports</c>.
/// </summary>
public sealed class MessagesAndPortsTests
{
    private static readonly string Root = Path.Combine(FindRoot(), "src", "Grains.Interfaces");

    [Fact]
    public async Task Every_message_and_grain_interface_is_in_the_folder_of_messages()
    {
        var types = typeof(IPersonGrain)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) || typeof(IGrain).IsAssignableFrom(type))
            .Where(type => type.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) == true && !IsGenerated(type))
            .Select(type => type.Name.Split('`')[0])
            .ToList();
        Assert.True(types.Count > 30, $"{types.Count} messages were found.");
        var sources = await SourcesAsync("Messages");
        Assert.All(types, type => Assert.Contains(sources, source => Declares(source, type)));
    }

    [Fact]
    public async Task No_message_is_among_the_ports()
    {
        var sources = await SourcesAsync("Ports");
        Assert.NotEmpty(sources);
        Assert.All(sources, source =>
        {
            Assert.DoesNotContain("[GenerateSerializer", source, StringComparison.Ordinal);
            Assert.DoesNotContain(": IGrainWith", source, StringComparison.Ordinal);
        });
    }

    private static bool IsGenerated(Type type) => type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    private static bool Declares(string source, string type) =>
        new[] { "record", "class", "interface", "enum", "struct" }.Any(kind =>
            System.Text.RegularExpressions.Regex.IsMatch(source, $@"\b{kind} {type}\b")
        );

    private static async Task<IReadOnlyList<string>> SourcesAsync(string folder)
    {
        var sources = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            sources.Add(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        return sources;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Grid.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository.");
        return folder;
    }
}
