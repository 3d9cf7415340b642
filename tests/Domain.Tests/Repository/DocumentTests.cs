using System.Reflection;
using System.Text.RegularExpressions;
using Grid.Domain.Persons;
using Grid.Mutants;

namespace Grid.Domain.Tests.Repository;

/// <summary>What the documents name is there: a page must not point to a type that was renamed.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = Sources.FindRoot();

    /// <summary>Types of the whole program, by its text, and members of the domain.</summary>
    private static readonly HashSet<string> Declared =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => TypeName().Matches(File.ReadAllText(path)))
            .Select(found => found.Groups["name"].Value),
        .. typeof(PersonRecord)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Select(member => member.Name),
    ];

    [Fact]
    public void Every_type_and_member_that_the_rule_names_exists() =>
        Assert.DoesNotContain(Names("docs/rule.md"), name => !name.Split('.').All(Declared.Contains));

    [Fact]
    public void The_names_are_found_and_one_that_does_not_exist_is_none_of_them()
    {
        Assert.True(Names("docs/rule.md").Count() > 20);
        Assert.DoesNotContain("NoSuchDutyKind", Declared);
    }

    [Theory]
    [InlineData("docs/rule.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/platform.md")]
    public void Every_file_that_a_page_links_to_exists(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var links = Link().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(found => found.Groups["to"].Value).ToList();

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(folder, link)));
    }

    /// <summary>Code spans that are a type, or a type and its member.</summary>
    private static IEnumerable<string> Names(string page) =>
        Span()
            .Matches(File.ReadAllText(Path.Combine(Root, page)))
            .Select(found => found.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"`(?<name>[A-Z]\w+(\.[A-Z]\w+)?)`", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\((?<to>[^)#:\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record( struct| class)?) (?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TypeName();
}
