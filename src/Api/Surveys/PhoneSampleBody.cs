using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Surveys;

/// <summary>A sample for a survey by telephone. The same body draws the same persons as long as the register does not change.</summary>
public sealed record PhoneSampleBody : IRequest<PhoneSampleBody>
{
    private const int MostDays = 366;

    private const int LargestSample = 500;

    /// <summary>Nine digits at most: too short for anything personal.</summary>
    private const int LargestSeed = 999_999_999;

    /// <summary>A province, city or county.</summary>
    public string? Region { get; init; }

    /// <summary><c>registered</c>, also when absent, or <c>exited</c>.</summary>
    public string? Event { get; init; }

    /// <summary>The first day of that, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>The last day, inclusive; at most 366 days.</summary>
    public string? To { get; init; }

    /// <summary>1 to 500.</summary>
    public int? Size { get; init; }

    /// <summary>0 to 999999999.</summary>
    public int? Seed { get; init; }

    /// <summary>Who asks for it, and why; goes to the access log.</summary>
    public string? Note { get; init; }

    /// <summary>A planned survey: the persons are remembered as its sample, and their answers can be recorded. Absent for none.</summary>
    public string? Survey { get; init; }

    public static PhoneSampleBody Example { get; } =
        new()
        {
            Region = "360000",
            Event = "registered",
            From = "2026-10-01",
            To = "2026-10-31",
            Size = 100,
            Seed = 20261122,
            Note = "第三方电话抽查:2026年10月新登记人员",
        };

    internal (Region Region, PhoneSampleQuery Query, string Reason) Read(Fields fields, RegionTree tree)
    {
        Region? region = null;
        if (
            fields.Has(Region, "region")
            && (
                !RegionCode.TryParse(Region, out var code)
                || (region = tree.Known(code, fields.Today)) is null
                || region.Level > RegionLevel.County
            )
        )
        {
            fields.Wrong("region", FieldCodes.NotInList);
        }

        var happened = fields.Name<PhoneSampleEvent>(Event, "event", required: false) ?? PhoneSampleEvent.Registered;
        var (from, to) = (fields.Date(From, "from", required: true), fields.Date(To, "to", required: true));
        if (from > to || to?.DayNumber - from?.DayNumber >= MostDays)
            fields.Wrong("from", FieldCodes.OutOfRange);

        Number(Size, "size", 1, LargestSample, fields);
        Number(Seed, "seed", 0, LargestSeed, fields);
        var reason = fields.Text(Note, "note", 200, required: true, shortest: 4);
        fields.ThrowIfWrong();
        return (region!, new PhoneSampleQuery(region!.Code.Prefix, happened, from!.Value, to!.Value, Size!.Value, Seed!.Value), reason!);
    }

    private static void Number(int? value, string field, int least, int most, Fields fields)
    {
        if (fields.Has(value, field) && (value < least || value > most))
            fields.Beyond(field, FieldCodes.OutOfRange, least, most);
    }
}
