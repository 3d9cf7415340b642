using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Grid.Api.Hosting;

namespace Grid.Api.Tests.Hosting;

/// <summary>docs/settings.md names every setting of the code's sections with its default, and none that there is not.</summary>
public sealed partial class SettingsPageTests
{
    /// <summary>They follow from <c>GRID_HOME</c> and <c>GRID_ENVIRONMENT</c>.</summary>
    private static readonly string[] FromVariables = [nameof(ApiOptions.Home), nameof(ApiOptions.Development)];

    [Fact]
    public async Task The_page_and_the_code_have_the_same_settings_with_the_same_defaults()
    {
        var page = await File.ReadAllTextAsync(Page(), TestContext.Current.CancellationToken);
        var written = Row().Matches(page).Select(row => $"{row.Groups["name"].Value} = {row.Groups["default"].Value}").ToList();
        var settings = Sections().SelectMany(section => SettingsOf(section.Type, section.Name)).ToList();
        Assert.True(settings.Count > 70, $"only {settings.Count} settings found");
        Assert.Equal(settings.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(Type Type, string Name)> Sections() =>
        from file in Directory.GetFiles(AppContext.BaseDirectory, "Grid.*.dll")
        let assembly = Assembly.Load(AssemblyName.GetAssemblyName(file))
        from type in assembly.GetTypes()
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
        where section?.StartsWith("Grid:", StringComparison.Ordinal) == true && type.GetConstructor(Type.EmptyTypes) is not null
        select (type, section);

    private static IEnumerable<string> SettingsOf(Type type, string section)
    {
        var untouched = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || property.GetValue(untouched) is IList)
            .Where(property => type != typeof(ApiOptions) || !FromVariables.Contains(property.Name))
            .Select(property => $"{section}:{property.Name} = {Text(property.GetValue(untouched))}");
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            TimeSpan span => span.Milliseconds == 0
                ? span.ToString("c", CultureInfo.InvariantCulture)
                : span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            string text => text,
            IEnumerable list => string.Join(',', list.Cast<object>()),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "settings.md")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("docs/ is not above the tests.");
        return Path.Combine(folder.FullName, "docs", "settings.md");
    }

    [GeneratedRegex(@"^\| `(?<name>Grid:[\w:{}]+)` \| (?:`(?<default>[^`]*)` )?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
