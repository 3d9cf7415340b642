using Grid.Api.OpenApi;

namespace Grid.Clients.Tests;

/// <summary>
/// Clients in three languages, made by four generators from the document that the register serves: each compiles, and walks through a full
/// case, a list page by page, the feed of changes, problems and a file with the running register.
/// </summary>
[Collection(OneContract.Name)]
public sealed class ClientTests(Contract contract)
{
    private static readonly IReadOnlyDictionary<string, string> Quiet = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    private static readonly string[] Steps =
    [
        "the same answer again",
        "verified",
        "approved",
        "everybody is on the worklist, over several pages",
        "contacted",
        "transferred",
        "exited",
        "the changes of the case, in order",
        "a typed problem",
        "a problem that names the field",
        "a report as a workbook",
    ];

    /// <summary>What the packages promise beyond what is generated.</summary>
    private static readonly string[] Repeats = ["sent again with the same key when the register said"];

    /// <summary>Made from the document in the repository, which is the one that is served (KeptDocumentTests).</summary>
    [Fact]
    public async Task The_CSharp_client_is_packed_and_walks_through_a_full_case()
    {
        var packages = contract.Folder("packages");
        await DotnetAsync("pack", "csharp/Client", $"--output={packages}");
        Assert.Single(Directory.GetFiles(packages, "Grid.Client.*.nupkg"));
        await WalkAsync(Repeats, "dotnet", await BuildAsync("examples/csharp", "Grid.Example"));
    }

    [Fact]
    public async Task A_client_that_NSwag_makes_with_its_own_settings_walks_through_a_full_case() =>
        await WalkAsync(
            [],
            "dotnet",
            await BuildAsync("examples/nswag", "Grid.NSwagExample", $"-p:GridDocument={contract.FileOf(GridOpenApi.Address)}")
        );

    [Fact]
    public async Task The_TypeScript_client_is_strict_and_walks_through_a_full_case()
    {
        var folder = contract.Folder("typescript");
        Copy("typescript", folder);
        Copy("examples/typescript", folder);
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(Contract.Generators, "node_modules"));
        await Contract.RunAsync(
            Path.Combine(folder, "node_modules/.bin/openapi-typescript"),
            folder,
            Quiet,
            contract.FileOf(GridOpenApi.Address),
            "--output",
            "typescript/src/schema.ts"
        );
        await Contract.RunAsync(Path.Combine(folder, "node_modules/.bin/tsc"), folder, Quiet, "--project", "examples/typescript");
        await WalkAsync(Repeats, "node", Path.Combine(folder, "examples/typescript/dist/examples/typescript/example.js"));
    }

    [Fact]
    public async Task A_client_for_Java_walks_through_a_full_case()
    {
        const string Jars = "/usr/share/java";
        var folder = contract.Folder("java");
        var own = Path.Combine(Contract.Generators, "java");
        var document = Path.Combine(folder, "openapi.json");
        var text = await File.ReadAllTextAsync(contract.FileOf(GridOpenApi.Address), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            document,
            text.Replace("\"nullable\":true,", "", StringComparison.Ordinal).Replace(",\"nullable\":true", "", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        await Contract.RunAsync(
            "java",
            folder,
            Quiet,
            "-jar",
            Path.Combine(Contract.Generators, "node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar"),
            "generate",
            "--generator-name=java",
            "--library=native",
            $"--input-spec={document}",
            $"--output={folder}",
            $"--template-dir={own}/templates",
            "--additional-properties=hideGenerationTimestamp=true,apiPackage=grid.api,modelPackage=grid.model,invokerPackage=grid",
            "--type-mappings=OffsetDateTime=String,LocalDate=String,DateTime=String,date=String",
            "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"
        );
        var sources = new[]
        {
            Path.Combine(folder, "src/main"),
            Path.Combine(own, "annotations"),
            Path.Combine(Contract.Clients, "examples/java"),
        }
            .SelectMany(place => Directory.GetFiles(place, "*.java", SearchOption.AllDirectories))
            .ToArray();
        Assert.True(sources.Length > 300, $"{sources.Length} sources");
        await File.WriteAllLinesAsync(Path.Combine(folder, "sources"), sources, TestContext.Current.CancellationToken);
        var path = string.Join(
            ':',
            new[] { "jackson-databind", "jackson-core", "jackson-annotations", "jsr305" }.Select(jar => $"{Jars}/{jar}.jar")
        );
        var classes = contract.Folder("classes");
        await Contract.RunAsync("javac", folder, Quiet, "-nowarn", "-proc:none", "-d", classes, "-cp", path, "@sources");
        await WalkAsync([], "java", "-cp", $"{classes}:{path}", "Example");
    }

    /// <summary>Builds an example into a folder of its own.</summary>
    /// <returns>Its program.</returns>
    private async Task<string> BuildAsync(string project, string name, params string[] settings)
    {
        var to = contract.Folder(name);
        await DotnetAsync("build", project, [$"--output={to}", .. settings]);
        return Path.Combine(to, name + ".dll");
    }

    private static Task<string> DotnetAsync(string command, string project, params string[] settings) =>
        Contract.RunAsync(
            "dotnet",
            Contract.Clients,
            Quiet,
            [command, project, "--configuration=Release", "--nologo", "-p:UseSharedCompilation=false", .. settings]
        );

    private async Task WalkAsync(string[] more, string program, params IReadOnlyList<string> arguments)
    {
        var said = await Contract.RunAsync(program, Contract.Clients, contract.Case(), arguments);
        Assert.Equal(
            [.. Steps, .. more, "done"],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()
        );
    }

    private static void Copy(string part, string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Contract.Clients, part), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(Contract.Clients, file);
            if (relative.Contains("/dist/", StringComparison.Ordinal))
                continue;
            var to = Path.Combine(folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
