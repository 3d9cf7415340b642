using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Data;
using Grid.Domain.Regions;

namespace Grid.Domain.Tests.Regions;

/// <summary>The offices of the mini province, of which more and more end; a region whose offices have all ended ends with them.</summary>
internal sealed class Reorganisation
{
    /// <summary>A county, and a city without counties, that others can take over.</summary>
    private static readonly (string Region, string Successor)[] Regions = [("989001", "980102"), ("981900", "980100")];

    private readonly Dictionary<string, (DateOnly To, string Successor)> ended = [];

    public OfficeDirectory Offices { get; private set; } = MiniProvince.Desks;

    public IReadOnlyDictionary<string, (DateOnly To, string Successor)> Ended => ended;

    /// <summary>Ends an office; false when the files would be refused: then nothing changes.</summary>
    public bool TryEnd(string office, DateOnly to, string successor)
    {
        if (!ended.TryAdd(office, (to, successor)))
            return false;
        try
        {
            Offices = Parse();
            return true;
        }
        catch (DataFileException)
        {
            ended.Remove(office);
            return false;
        }
    }

    private OfficeDirectory Parse()
    {
        var offices = JsonNode.Parse(MiniProvince.Offices)!;
        var last = new Dictionary<string, DateOnly?>();
        foreach (var office in offices["offices"]!.AsArray())
        {
            var code = (string)office!["code"]!;
            var hasEnded = ended.TryGetValue(code, out var end);
            if (hasEnded)
                (office["to"], office["successor"]) = (Text(end.To), end.Successor);
            foreach (var (region, _) in Regions.Where(one => OfficeCode.Parse(code).Region.IsWithin(RegionCode.Parse(one.Region))))
            {
                last[region] =
                    !hasEnded || (last.TryGetValue(region, out var before) && before is null) ? null
                    : before > end.To ? before
                    : end.To;
            }
        }

        var regions = JsonNode.Parse(MiniProvince.Regions)!;
        foreach (var region in regions["regions"]!.AsArray())
        {
            if (
                Regions.FirstOrDefault(one => one.Region == (string)region!["code"]!) is { Region: { } code, Successor: var successor }
                && last[code] is { } to
            )
            {
                (region!["to"], region["successor"]) = (Text(to), successor);
            }
        }

        return OfficeDirectory.Parse(RegionTree.Parse(File("regions/98.json", regions)), File("offices/98.json", offices));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DataFile File(string name, JsonNode json) => new(name, Encoding.UTF8.GetBytes(json.ToJsonString()));
}
