using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests;

/// <summary>
/// <c>./grid import</c> and <c>./grid match</c> against a register that runs, with the made-up files of <c>./grid demo</c>, as docs/matching.md
/// has it.
/// </summary>
public sealed class FileCommandsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly GridHome home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_imported_and_rows_of_a_source_find_its_persons()
    {
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()),
            Cancellation
        );
        var (old, rows, report) = (File("old.csv"), File("rows.csv"), File("report.csv"));
        Assert.Equal(0, (await GridAsync(silo, "demo", "60", "--import-file", old, "--history")).Code);
        var imported = await GridAsync(silo, "import", old, "--baseline", "2026-10-20", "--report", report);
        Assert.True(imported.Code is 0 or 2, imported.Errors); // 2: some are under sixteen on their day.
        Assert.Contains("done", imported.Output, StringComparison.Ordinal);
        Assert.Contains("行号", await System.IO.File.ReadAllTextAsync(report, Cancellation), StringComparison.Ordinal);

        foreach (var kind in new[] { "followUps", "services", "exits" })
        {
            var history = await GridAsync(silo, "import", File($"old.{kind}.csv"), "--kind", kind);
            Assert.True(history.Code is 0 or 2, history.Errors); // 2: what belongs to those who were not imported.
            Assert.Matches("done .*导入 imported [1-9]", history.Output);
        }

        Assert.Equal(0, (await GridAsync(silo, "demo", "200", "--registrations", "60", "--match-file", rows, "--share", "100")).Code);
        var matched = await GridAsync(silo, "match", "employment", rows);
        Assert.True(matched.Code == 0, matched.Output + matched.Errors);
        Assert.Contains("行 rows 200", matched.Output, StringComparison.Ordinal);
        Assert.Matches("done +[1-9][0-9]* / [1-9]", matched.Output);

        // A file that is none is not begun, and names what is wrong.
        await System.IO.File.WriteAllTextAsync(rows, "nothing", Cancellation);
        var wrong = await GridAsync(silo, "match", "business", rows);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("--continue", wrong.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => home.Dispose();

    private string File(string name) => Path.Combine(home.Folder, name);

    private Task<(int Code, string Output, string Errors)> GridAsync(SiloProcess silo, params string[] arguments) =>
        GridScript.RunToEndAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GRID_HOME"] = home.Folder,
                ["GRID_URLS"] = silo.Address.GetLeftPart(UriPartial.Authority),
            },
            Cancellation,
            arguments
        );
}
