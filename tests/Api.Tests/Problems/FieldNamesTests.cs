using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Api.Requests;

namespace Grid.Api.Tests.Problems;

/// <summary>A field that a rule names is a member of a request: a clerk's program must find it in its form.</summary>
public sealed partial class FieldNamesTests
{
    [Fact]
    public void Every_field_that_the_rules_name_is_a_member_of_some_request()
    {
        var members = Members();
        var named = Sources().SelectMany(Fields).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count > 25, $"only {named.Count} names were found");
        Assert.All(named, name => Assert.True(members.Contains(name), $"{name} is a member of no request"));
    }

    /// <summary>The paths of all members of all requests, as <c>details.health</c>.</summary>
    private static HashSet<string> Members()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var body in typeof(ApiJson)
                .Assembly.GetTypes()
                .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IRequest<>)))
        )
        {
            Add(body, "", paths);
        }

        return paths;
    }

    private static void Add(Type type, string prefix, HashSet<string> paths)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (paths.Add(path) && property.PropertyType.Assembly == type.Assembly && property.PropertyType != type)
                Add(property.PropertyType, path + ".", paths);
        }
    }

    private static IEnumerable<string> Fields(string source) => Named().Matches(source).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "src", "Domain")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("src/ is not above the tests.");
        return new[] { "Domain/Persons", "Grains/Persons" }
            .SelectMany(place => Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", place), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText);
    }

    /// <summary>A field's name as a literal; names that are put together of a parameter are checked where that is given.</summary>
    [GeneratedRegex(
        """(Refusal\.(Invalid|NotInList)\(|Field = |FieldRules\.\w+\()"(?<name>[A-Za-z.]+)"[,) }]""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Named();
}
