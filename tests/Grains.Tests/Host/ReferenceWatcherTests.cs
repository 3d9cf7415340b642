using Grid.Silo.Hosting;
using Grid.Silo.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Grains.Tests.Host;

public sealed class ReferenceWatcherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("grid-data-").FullName;
    private readonly ReferenceData data;
    private readonly ReferenceWatcher watcher;

    public ReferenceWatcherTests()
    {
        foreach (var year in Domain.Data.EmbeddedData.Under("calendar"))
        {
            var file = Path.Combine(folder, year.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, year.Content.ToArray());
        }

        data = new ReferenceData(ReferenceFiles.Load(folder));
        var settings = new GridSettings
        {
            Role = GridRole.All,
            IsDevelopment = true,
            Database = "",
            Home = folder,
            Urls = "",
            DataFolder = folder,
        };
        watcher = new ReferenceWatcher(settings, data, new EmptyHoldings(), TimeProvider.System, NullLogger<ReferenceWatcher>.Instance);
    }

    private string Next => Path.Combine(folder, "calendar", "CN", "2027.json");

    [Fact]
    public async Task A_new_table_is_taken_over_while_the_process_runs()
    {
        var before = data.Calendars.Version;
        File.WriteAllText(Next, File.ReadAllText(Next).Replace("\"off\": [", "\"off\": [ \"2027-03-08\",", StringComparison.Ordinal));

        await watcher.LookAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(before, data.Calendars.Version);
        Assert.False(data.Calendars.Country.IsWorkingDay(new DateOnly(2027, 3, 8)));
    }

    [Theory]
    [InlineData("{ this is no JSON")]
    [InlineData(
        """{ "year": 2027, "region": "CN", "status": "official", "published": "2026-11-01", "notice": "x", "off": ["2027-02-30"], "worked": [] }"""
    )]
    public async Task A_bad_file_is_refused_and_the_version_in_force_stays(string bad)
    {
        var before = data.Calendars;
        File.WriteAllText(Next, bad);

        await watcher.LookAsync(TestContext.Current.CancellationToken);
        Assert.Same(before, data.Calendars);

        // And it does not block the next good one.
        File.WriteAllBytes(Next, Domain.Data.EmbeddedData.Read("calendar/CN/2027.json").Content.ToArray());
        await watcher.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before.Version, data.Calendars.Version);
        Assert.NotSame(before, data.Calendars);
    }

    [Fact]
    public void A_mapping_table_of_the_province_goes_before_the_one_of_its_name_that_ships()
    {
        Directory.CreateDirectory(Path.Combine(folder, "import"));
        foreach (var name in (string[])["current", "ours"])
            File.WriteAllText(Path.Combine(folder, "import", name + ".json"), "{}");

        var tables = ReferenceFiles.Load(folder).ImportTables;

        Assert.Equal(["import/codes-2015.json", "import/current.json", "import/ours.json"], tables.Select(table => table.Name));
        Assert.Equal([false, true, true], tables.Select(table => table.Text() == "{}"));
    }

    public void Dispose()
    {
        watcher.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
