using System.Text;
using System.Text.RegularExpressions;

namespace Grid.Mutants;

/// <summary>Where a mutant's text is: a file, and the part of it that changes.</summary>
/// <param name="File">Path from the repository's root, with slashes.</param>
/// <param name="Start">First character that changes.</param>
/// <param name="Length">How many change.</param>
public sealed record Place(string File, int Start, int Length);

/// <summary>The sources of the register: what is under <c>src</c> and is compiled into it.</summary>
public sealed partial class Sources
{
    private readonly IReadOnlyDictionary<string, string> byPath;
    private readonly Dictionary<string, IReadOnlyList<string>> testsOf = new(StringComparer.Ordinal);

    private Sources(string root, IReadOnlyDictionary<string, string> texts) => (Root, byPath) = (root, texts);

    /// <summary>The repository's root.</summary>
    public string Root { get; }

    /// <summary>The text of a file by its path from the root.</summary>
    public string this[string file] => byPath[file];

    /// <summary>The repository that this program was built from.</summary>
    /// <exception cref="InvalidOperationException">There is none above the program.</exception>
    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Grid.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Grid.sln is in none of the folders above {AppContext.BaseDirectory}.");
    }

    /// <summary>Reads all of them.</summary>
    public static Sources Read(string root)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var file in Tree.FilesOf(root, "src")
                .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".sql", StringComparison.Ordinal))
        )
        {
            texts.Add(file, File.ReadAllText(Path.Combine(root, file)));
        }

        return new Sources(root, texts);
    }

    /// <summary>Every place where the mutant's text is; there should be one.</summary>
    public IReadOnlyList<Place> Find(Mutant mutant)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        var pattern = new Regex(
            $@"{Pattern(mutant.Before, mutant.IsSql)}{Between(mutant)}(?<marked>{Pattern(mutant.Marked, mutant.IsSql)}){Between(mutant)}{Pattern(mutant.After, mutant.IsSql)}",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );

        // Most texts have not even its words.
        string[] words =
        [
            .. Token().Matches(mutant.Find).Select(match => match.Value).Where(IsWord).OrderByDescending(word => word.Length),
        ];
        return
        [
            .. from text in byPath
            where words.All(word => text.Value.Contains(word, StringComparison.Ordinal))
            from match in pattern.Matches(text.Value)
            select new Place(text.Key, match.Groups["marked"].Index, match.Groups["marked"].Length),
        ];
    }

    /// <summary>What is wrong with the mutants: each needs a name of its own, one place, and test classes that exist.</summary>
    public IReadOnlyList<string> Faults(IReadOnlyCollection<Mutant> mutants)
    {
        ArgumentNullException.ThrowIfNull(mutants);
        var faults = mutants
            .GroupBy(mutant => mutant.Id, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: the name is used twice")
            .ToList();
        foreach (var mutant in mutants)
        {
            if (mutant.Fault() is { } fault)
            {
                faults.Add($"{mutant.Id}: {fault}");
                continue;
            }

            var places = Find(mutant);
            if (places.Count != mutant.Copies)
            {
                faults.Add(
                    $"{mutant.Id}: its text is {(places.Count == 0 ? "not in src" : $"in src {places.Count} times: {string.Join(", ", places.Select(place => place.File))}")}: {mutant.Find}"
                );
            }

            faults.AddRange(mutant.Tests.Where(test => !IsTest(test)).Select(test => $"{mutant.Id}: there is no test {test}"));
        }

        return faults;
    }

    /// <summary>
    /// However the formatter lays it out: between the tokens of C# there may be any white space, and a comma after a list's last item.
    /// </summary>
    private static string Pattern(string text, bool isSql)
    {
        var pattern = new StringBuilder();
        var (last, space) = ("", false);
        foreach (var token in Token().Matches(text).Select(match => match.Value))
        {
            if (string.IsNullOrWhiteSpace(token))
            {
                space = true;
                continue;
            }

            var isClosing = token is "}" or "]";
            if (isSql ? space : IsWord(last) && IsWord(token))
                pattern.Append(space ? @"\s+" : "");
            else if (!isSql)
                pattern.Append(isClosing ? @"\s*,?\s*" : @"\s*");
            pattern.Append(Regex.Escape(token));
            (last, space) = (token, false);
        }

        return pattern.Append(space ? @"\s+" : "").ToString();
    }

    private static string Between(Mutant mutant) => mutant.IsSql ? "" : @"\s*";

    private static bool IsWord(string token) => token.Length > 0 && (char.IsLetterOrDigit(token[0]) || token[0] == '_');

    [GeneratedRegex(@"\w+|\s+|[^\w\s]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Token();

    private bool IsTest(string test)
    {
        var parts = test.Split('/');
        var declaration = new Regex($@"\bclass {Regex.Escape(parts[1])}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        return TestsOf(parts[0])
            .Any(text =>
                text.Contains(parts[1], StringComparison.Ordinal)
                && declaration.IsMatch(text)
                && (parts.Length == 2 || text.Contains($" {parts[2].TrimEnd('*')}", StringComparison.Ordinal))
            );
    }

    /// <summary>The sources of a project's tests; none where there is no such project. Hundreds of mutants ask for them.</summary>
    private IReadOnlyList<string> TestsOf(string project)
    {
        if (testsOf.TryGetValue(project, out var texts))
            return texts;
        var folder = Path.Combine("tests", $"{project}.Tests");
        texts = Directory.Exists(Path.Combine(Root, folder))
            ?
            [
                .. Tree.FilesOf(Root, folder)
                    .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
                    .Select(file => File.ReadAllText(Path.Combine(Root, file))),
            ]
            : [];
        testsOf.Add(project, texts);
        return texts;
    }
}
