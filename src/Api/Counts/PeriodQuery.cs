using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Counting;

namespace Grid.Api.Counts;

/// <summary>Reads a period (<c>2026-11</c>) from a query: one that has begun, and not before the register could have.</summary>
internal static class PeriodQuery
{
    /// <summary>No registration of this system is older.</summary>
    private const int FirstYear = 2000;

    /// <summary>Null when it is absent or wrong.</summary>
    public static CountingPeriod? Read(QueryReader query, string name, DateOnly today)
    {
        if (query.Text(name, 7) is not { } text)
        {
            return null;
        }

        if (!CountingPeriod.TryParse(text, out var period))
        {
            query.Wrong(name, FieldCodes.BadPeriod);
            return null;
        }

        if (period.Month.Year >= FirstYear && period.First <= today)
        {
            return period;
        }

        query.Wrong(name, FieldCodes.OutOfRange);
        return null;
    }
}
