using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CsvHelper;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Importing;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Counting;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Ledger;

/// <summary>
/// Registrations that one register exports are those that another one has after the import: of an earlier system's random file, and of cases
/// that were made here.
/// </summary>
public sealed class RegistrationFileTests : IAsyncLifetime
{
    private const string Leaf = "360102";
    private static readonly string[] Ours = ["registrationNumber", "legacyNumber", "export"];

    private readonly ApiHost first = new();
    private readonly ApiHost second = new();

    public async ValueTask InitializeAsync()
    {
        await first.InitializeAsync();
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task An_export_that_is_imported_gives_the_same_registrations_and_figures()
    {
        var seed = TestSize.IsFull ? Random.Shared.Next() : 20261130;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var made = new EarlierSystem(new Random(seed));
        await ImportAsync(first, made.File(persons: 60));
        var here = await RegisterHereAsync();

        var numbers = made.Numbers.Concat(here).ToArray();
        var exported = await ExportAsync(first, numbers);
        Assert.True(exported.Count > numbers.Length, "The past registrations are in the file, too.");
        await ImportAsync(second, exported.File);
        var again = await ExportAsync(second, numbers);

        Assert.Equal(exported.Lines(without: Ours), again.Lines(without: Ours));
        Assert.Equal(
            exported.Of("legacyNumber").Zip(exported.Of("registrationNumber"), (legacy, number) => legacy.Length > 0 ? legacy : number),
            again.Of("legacyNumber")
        );
        foreach (var period in (string?[])[null, "2026-03", "2025-12"])
            Assert.Equal(await FiguresAsync(first, period), await FiguresAsync(second, period));
    }

    /// <summary>Cases of this register: one reached, one that found work, one that came back.</summary>
    private async Task<string[]> RegisterHereAsync()
    {
        var clerk = new Hosts.Api(first, first.Token("clerk", Hosts.Api.Donghu));
        string[] numbers = [People.Number(), People.Number(), People.Number()];
        var (reached, _, _) = await People.RegisterAsync(clerk, People.Submission(numbers[0]));
        (await clerk.PostAsync($"/v1/persons/{reached}/contacts", new { channel = "telephone", outcome = "reached" })).Expect(
            HttpStatusCode.OK
        );
        var (hired, _, _) = await People.RegisterAsync(clerk, People.Submission(numbers[1]));
        var exit = People.Exit();
        exit["employer"] = new JsonObject { ["name"] = "样例,\"制造\"公司" };
        (await clerk.PostAsync($"/v1/persons/{hired}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        var (back, _, _) = await People.RegisterAsync(clerk, People.Submission(numbers[2]));
        (await clerk.PostAsync($"/v1/persons/{back}/exit", People.Exit("12").ToJsonString())).Expect(HttpStatusCode.OK);
        await People.RegisterAsync(clerk, People.Submission(numbers[2]));
        return numbers;
    }

    private static async Task ImportAsync(ApiHost host, byte[] file)
    {
        var province = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        var import = await ImportCalls.OrderAsync(province, new { note = "更换系统", system = "current" });
        (await ImportCalls.SendAsync(host, import, new ByteArrayContent(file))).Expect(HttpStatusCode.OK);
        var done = await ImportCalls.UntilAsync(province, import, "done");
        if ((int)done["rejected"]! > 0)
            Assert.Fail((await province.GetAsync($"/v1/imports/{import}/report")).Text);
    }

    private static async Task<Exported> ExportAsync(ApiHost host, string[] numbers)
    {
        var province = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        var list = (await province.PostAsync("/v1/person-lists", new { name = "迁移", numbers })).Expect(HttpStatusCode.Created)["id"]!;
        var file = await LedgerFile.DownloadAsync(
            host,
            host.Token("supervisor", Hosts.Api.Province),
            new
            {
                list,
                columns = "import",
                full = true,
                note = "更换系统",
            }
        );
        Assert.StartsWith("registrations-TZ", file.Name, StringComparison.Ordinal);
        var export = new Exported(file.Bytes);
        Assert.All(export.Of("export"), number => Assert.Equal($"registrations-{number}.csv", file.Name));
        return export;
    }

    private static async Task<string> FiguresAsync(ApiHost host, string? period)
    {
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegionGrain>("360000").Drain();
        var statistician = new Hosts.Api(host, host.Token("statistician"));
        var counts = (await statistician.GetAsync($"/v1/counts/{Leaf}" + (period is null ? "" : $"?period={period}"))).Expect(
            HttpStatusCode.OK
        );
        return counts.Json["blocks"]!.ToJsonString();
    }

    /// <summary>A file as it was exported: fields by their names, lines in the order of persons and days.</summary>
    private sealed class Exported
    {
        private readonly List<Dictionary<string, string>> lines = [];

        public Exported(byte[] file)
        {
            File = file;
            using var csv = CsvReader.Create(new MemoryStream(file), new CsvReaderOptions { HasHeader = false });
            Assert.True(csv.Read());
            var fields = ImportColumns
                .Of(FileKind.Registrations)
                .ToDictionary(column => column.Zh, column => column.Field, StringComparer.Ordinal);
            fields["导出编号"] = "export";
            string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(i => fields[csv.GetString(i).TrimStart('\uFEFF')])];
            while (csv.Read())
            {
                lines.Add(
                    header.Index().ToDictionary(column => column.Item, column => csv.GetString(column.Index), StringComparer.Ordinal)
                );
            }

            lines = [.. lines.OrderBy(line => line["identityNumber"] + line["registeredOn"] + line["exitedOn"], StringComparer.Ordinal)];
        }

        public byte[] File { get; }

        public int Count => lines.Count;

        public IEnumerable<string> Of(string field) => lines.Select(line => line[field]);

        public IEnumerable<string> Lines(string[] without) =>
            lines.Select(line =>
                string.Join(" | ", line.Where(cell => !without.Contains(cell.Key)).Select(cell => $"{cell.Key}: {cell.Value}"))
            );
    }

    /// <summary>Made-up registrations of an earlier system, with texts that are hard to carry and values that are in no list.</summary>
    private sealed class EarlierSystem(Random random)
    {
        private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        public List<string> Numbers { get; } = [];

        public byte[] File(int persons)
        {
            var columns = ImportColumns.Of(FileKind.Registrations);
            var bytes = new MemoryStream();
            using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions(), leaveOpen: true))
            {
                csv.WriteRecord([.. columns.Select(column => column.Field)]);
                for (var i = 0; i < persons; i++)
                {
                    foreach (var row in Person())
                        csv.WriteRecord([.. columns.Select(column => row.GetValueOrDefault(column.Field, ""))]);
                }
            }

            return bytes.ToArray();
        }

        private IEnumerable<Dictionary<string, string>> Person()
        {
            var number = CitizenNumbers.Next(firstYear: 1985);
            Numbers.Add(number.Value);
            var name = Any("张三", "欧阳测试", "阿依古丽·买买提");
            var day = Today.AddDays(-random.Next(300, 500));
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                var row = Registration(number, name, day);
                day = day.AddDays(random.Next(5, 90));
                if (left > 1 || random.Next(3) == 0)
                    End(row, day);
                yield return row;
                day = day.AddDays(random.Next(0, 10));
            }
        }

        private Dictionary<string, string> Registration(IdentityNumber number, string name, DateOnly day) =>
            new(StringComparer.Ordinal)
            {
                ["identityNumber"] = number.Value,
                ["name"] = name,
                ["legacyNumber"] = random.Next(2) == 0 ? "" : $"JX-{Guid.NewGuid():N}",
                ["office"] = Any("36010201", "36010202"),
                ["registeredOn"] = Day(day),
                ["reason"] = Any("10", "21", "24", "31", "70", "90"),
                ["otherReason"] = "其他," + Text(),
                ["unemployedOn"] = Day(day.AddDays(-random.Next(1, 100))),
                ["ground"] = Any("1", "2", "3", "4"),
                ["byReference"] = Any("", "", "", "2"),
                ["channel"] = Any("", "1", "2", "3"),
                ["platformNumber"] = "",
                ["jobWishes"] = Any("", "1", "1;2"),
                ["employerName"] = Text(),
                ["employerCode"] = Any("", "91360000MA35AAAA0X", "no code"),
                ["telephone"] = Any("", "13900000000", "0791-8888888", "no telephone"),
                ["address"] = Text(),
                ["health"] = Any("", "1", "2", "5", "ill"),
                ["disabilityGrade"] = Any("", "", "1-04"),
                ["education"] = Any("", "21", "61", "学过一点"),
                ["ethnicGroup"] = Any("", "汉", "22"),
                ["hukouNature"] = Any("", "10", "20"),
                ["hukouRegion"] = Any("", "360102", "360103"),
                ["hardshipCategory"] = random.Next(4) switch
                {
                    0 => "010",
                    1 => "060;010;050",
                    _ => "",
                },
                ["hardshipFrom"] = Day(day.AddDays(3)),
                ["hardshipTo"] = Any("", Day(day.AddDays(700))),
                ["lastReachedOn"] = random.Next(2) == 0 ? "" : Day(day.AddDays(2)),
            };

        private void End(Dictionary<string, string> row, DateOnly day)
        {
            row["exitedOn"] = Day(day);
            row["exitReason"] = Any("11", "12", "13", "22", "31", "90");
            if (row["exitReason"] == "90")
                row["exitOtherReason"] = "其他," + Text();
            if (row["exitReason"] == "11")
                row["newEmployerName"] = Text();
        }

        private string Text() => Any("", "示例路12号", "=1+1", "-", "@样例", "a,b \"c\"", "第一行\n第二行", "'=引号");

        private string Any(params string[] all) => all[random.Next(all.Length)];

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
