using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>The province's offices, to be drawn by population: the city by its people, a county in it, an office in that.</summary>
internal sealed class Places
{
    /// <summary>
    /// Residents in ten thousands by the census of 2020, rounded; for cities that are not here, one is as likely as another.
    /// </summary>
    private static readonly Dictionary<string, double> Residents = new(StringComparer.Ordinal)
    {
        ["3601"] = 626,
        ["3602"] = 162,
        ["3603"] = 180,
        ["3604"] = 460,
        ["3605"] = 120,
        ["3606"] = 115,
        ["3607"] = 897,
        ["3608"] = 447,
        ["3609"] = 501,
        ["3610"] = 361,
        ["3611"] = 649,
    };

    private readonly Weighted<Weighted<Weighted<Office>>> cities;

    public Places(OfficeDirectory offices)
    {
        Offices = offices;
        cities = new Weighted<Weighted<Weighted<Office>>>(
            offices
                .All.Where(office => office.Level > RegionLevel.Province)
                .GroupBy(office => office.CountingUnit.Value[..4])
                .Select(city =>
                    (
                        new Weighted<Weighted<Office>>(city.GroupBy(office => office.CountingUnit).Select(County)),
                        Residents.GetValueOrDefault(city.Key, 100)
                    )
                )
        );
    }

    public OfficeDirectory Offices { get; }

    public Office Pick(Dice dice) => cities.Pick(dice).Pick(dice).Pick(dice);

    /// <summary>Another office, mostly of the same city, as people move.</summary>
    public Office PickOther(Dice dice, Office than)
    {
        while (true)
        {
            var office = Pick(dice);
            if (office.Code != than.Code && (dice.Chance(0.3) || office.CountingUnit.Value[..4] == than.CountingUnit.Value[..4]))
                return office;
        }
    }

    /// <summary>"南昌市东湖区".</summary>
    public string NameOf(Office office)
    {
        var county = office.CountingUnit;
        var city = county.Parent;
        return $"{(city is { Level: RegionLevel.City } above ? Offices.Regions.Known(above, DateOnly.MaxValue)?.Name : "")}{Offices.Regions.Known(county, DateOnly.MaxValue)?.Name}";
    }

    /// <summary>Districts have more people than counties of the same city; half of them go to the county's own counter.</summary>
    private static (Weighted<Office> Offices, double Share) County(IGrouping<RegionCode, Office> county)
    {
        var all = county.ToList();
        var isDistrict = int.Parse(county.Key.Value[4..6]) <= 20;
        return (
            new Weighted<Office>(all.Select(office => (office, office.Level <= RegionLevel.County ? (double)all.Count : 1))),
            isDistrict ? 1.6 : 1
        );
    }
}
