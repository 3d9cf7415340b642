using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grid.Mutants;

const string Help = """
    Usage: ./grid mutants [--only ID[,ID …]] [--wide] [--check] [--list]

    Breaks the rules of the register one at a time, in a copy under $GRID_HOME/mutants, and shows that a test fails for each. Exit code 1: a rule can be broken and no test
    fails. Exit code 2: the mutants do not fit the sources, or tests fail without any.

      --only ID   only these
      --wide      run a survivor's whole test project before it is called one; Domain's is always run
      --check     only see that the text of every mutant is in the sources once
      --list      only print them
    """;

var (only, wide, check, list) = (new HashSet<string>(StringComparer.Ordinal), false, false, false);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--only" when i + 1 < args.Length:
            only.UnionWith(args[++i].Split(','));
            break;
        case "--wide":
            wide = true;
            break;
        case "--check":
            check = true;
            break;
        case "--list":
            list = true;
            break;
        case "--help":
            Console.WriteLine(Help);
            return 0;
        default:
            Console.Error.WriteLine(Help);
            return 2;
    }
}

var root = Sources.FindRoot();
var sources = Sources.Read(root);
var chosen = MutantList.All.Where(mutant => only.Count == 0 || only.Contains(mutant.Id)).ToList();
var faults = sources
    .Faults(MutantList.All)
    .Concat(only.Where(id => MutantList.All.All(mutant => mutant.Id != id)).Select(id => $"{id}: there is no such mutant"))
    .ToList();
if (faults.Count > 0)
{
    faults.ForEach(Console.Error.WriteLine);
    return 2;
}

if (check || list)
{
    foreach (var mutant in chosen)
        Console.WriteLine(list ? $"{mutant.Id, -36} {mutant.Rule}" : $"{mutant.Id, -36} {sources.Find(mutant)[0].File}");
    return 0;
}

var home = Environment.GetEnvironmentVariable("GRID_HOME") is { Length: > 0 } given ? given : Path.Combine(root, ".grid");
var tree = new Tree(root, Path.Combine(home, "mutants"));
var clock = Stopwatch.StartNew();
tree.Write(sources, MutantList.All);
try
{
    foreach (
        var project in chosen
            .SelectMany(mutant => mutant.Tests)
            .Select(test => test.Split('/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
    )
    {
        await Builds.RunAsync(tree, project);
        Console.WriteLine($"built {project} ({clock.Elapsed.TotalSeconds:0} s)");
        var named = Classes(chosen.SelectMany(mutant => mutant.Tests), project);
        var without = await TestRun.RunAsync(tree, project, named, mutant: null);
        if (without.Failure is { } broken || without.Total == 0)
            throw new InvalidOperationException($"{project}: without any mutant {(without.Failure ?? "no test ran")}");
        Console.WriteLine($"{without.Total} tests of {project} pass without a mutant ({without.Took.TotalSeconds:0} s)");
    }

    var results = new List<Result>();
    foreach (var mutant in chosen)
    {
        var result = await Trial.RunAsync(tree, mutant, sources.Find(mutant)[0], wide);
        results.Add(result);
        Console.WriteLine(
            $"{(result.Survived ? "SURVIVED" : "killed"), -9} {mutant.Id, -36} {result.Took.TotalSeconds, 5:0.0} s  {result.KilledBy}"
        );
    }

    var survivors = results.Where(result => result.Survived).ToList();
    WriteTable(Path.Combine(home, "results", "mutants.md"), results);
    Console.WriteLine($"{results.Count - survivors.Count} killed, {survivors.Count} survived, {clock.Elapsed.TotalSeconds:0} s");
    return survivors.Count == 0 ? 0 : 1;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static IReadOnlyList<string> Classes(IEnumerable<string> tests, string project) =>
    [
        .. tests
            .Where(test => test.Split('/')[0] == project)
            .Select(test => test[(test.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .Distinct(StringComparer.Ordinal),
    ];

static void WriteTable(string path, IEnumerable<Result> results)
{
    var text = new StringBuilder("| Mutant | Rule | Killed by | Seconds |\n|---|---|---|---|\n");
    foreach (var result in results)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {result.Mutant.Id} | {result.Mutant.Rule} | {(result.Survived ? "**SURVIVED**" : result.KilledBy)} | {result.Took.TotalSeconds:0.0} |\n"
        );
    }

    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text.ToString());
}
