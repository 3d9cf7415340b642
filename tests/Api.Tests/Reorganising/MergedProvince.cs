using System.Globalization;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Data;
using Grid.Silo.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grid.Api.Tests.Reorganising;

/// <summary>A host of its own with a folder of data files that a test changes, as a province does.</summary>
public sealed class MergedProvince : ApiHost
{
    private readonly string folder = Directory.CreateTempSubdirectory("grid-data-").FullName;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["GRID_DATA"] = folder,
            ["Grid:CaseMoves:PageSize"] = "2",
            ["Grid:CaseMoves:Pause"] = "00:00:00.200",
        };

    protected override ValueTask PrepareAsync()
    {
        foreach (var topic in (string[])["regions", "offices"])
        {
            foreach (var file in EmbeddedData.Under(topic))
                Write(file.Name, file.Content.ToArray());
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives members of the row with this code other values; a null takes the whole row away.</summary>
    public void Change(string file, string code, params (string Member, string? Value)[] members)
    {
        var path = Path.Combine(folder, file);
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        var rows = json[file.Split('/')[0]]!.AsArray();
        var row = rows.First(one => (string)one!["code"]! == code)!;
        if (members.Length == 0)
            rows.Remove(row);
        foreach (var (member, value) in members)
            row[member] = value;
        File.WriteAllText(path, json.ToJsonString());
    }

    /// <summary>The files as they are now.</summary>
    public IReadOnlyDictionary<string, string> Files() =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

    public static void Restore(IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, text) in files)
            File.WriteAllText(path, text);
    }

    /// <summary>What the process does every ten seconds; the lines that it logged meanwhile.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        var before = Log.Lines.Count;
        await Services.GetServices<IHostedService>().OfType<ReferenceWatcher>().Single().LookAsync(TestContext.Current.CancellationToken);
        return [.. Log.Lines.Skip(before).Where(line => line.Contains("Data files", StringComparison.Ordinal))];
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
