using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting.Recounting;

/// <summary>The segments of every registration that a recount has met, the latest first.</summary>
internal sealed class RecountSegments
{
    private readonly Dictionary<RegistrationNumber, RecountSegment> latestOf = [];

    public void Add(RecountSegment segment)
    {
        var number = segment.Facts.Number;
        var first = Last(number);
        if (first is null || segment.EnteredBy != Measure.New)
        {
            segment.Earlier = first;
            latestOf[number] = segment;
            return;
        }

        // Where clocks differ, a link may be recorded before the registration that it took along.
        while (first.Earlier is { } earlier)
            first = earlier;
        first.Earlier = segment;
    }

    /// <summary>The latest segment, if it ended by this measure.</summary>
    public RecountSegment? Ended(RegistrationNumber number, Measure by) => Last(number) is { } last && last.LeftBy == by ? last : null;

    public RecountSegment? Last(RegistrationNumber number) => latestOf.GetValueOrDefault(number);

    /// <summary>
    /// The open segment of this record; on its way between two records a registration may be in neither, or, where clocks
    /// differ, in both.
    /// </summary>
    public RecountSegment? Open(PersonId person, RegistrationNumber number)
    {
        for (var s = Last(number); s is not null; s = s.Earlier)
        {
            if (s.IsOpen && s.Person == person)
                return s;
        }

        return null;
    }

    public void Remove(RecountSegment segment)
    {
        var number = segment.Facts.Number;
        if (Last(number) == segment)
        {
            if (segment.Earlier is { } earlier)
                latestOf[number] = earlier;
            else
                latestOf.Remove(number);
            return;
        }

        for (var s = Last(number); s is not null; s = s.Earlier)
        {
            if (s.Earlier == segment)
                s.Earlier = segment.Earlier;
        }
    }

    public IReadOnlyDictionary<(string Region, string Office, CountBlock Block), long> StockAtEndOf(DateOnly day)
    {
        var stock = new Dictionary<(string Region, string Office, CountBlock Block), long>();
        foreach (var latest in latestOf.Values)
        {
            for (var s = latest; s is not null; s = s.Earlier)
            {
                if (s.IsOpenAtEndOf(day))
                {
                    stock[(s.Facts.Region, s.Facts.Office, s.Facts.Block)] =
                        stock.GetValueOrDefault((s.Facts.Region, s.Facts.Office, s.Facts.Block)) + 1;
                }
            }
        }

        return stock;
    }
}
