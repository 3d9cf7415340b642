using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Performance;

/// <summary>Duties of one kind that ended.</summary>
/// <param name="InTime">Fulfilled on or before the last day.</param>
/// <param name="Late">Fulfilled after it.</param>
/// <param name="Missed">Never fulfilled.</param>
/// <param name="OnTimeRate">In time by all; absent where none ended.</param>
/// <param name="MedianDays">Median days from opening to end.</param>
public sealed record DutyFiguresView(string Kind, long InTime, long Late, long Missed, double? OnTimeRate, double? MedianDays)
{
    internal static DutyFiguresView Of(DutyKind kind, OfficePerformance office)
    {
        long Ended(DutyClosing how) => office.Closed.Where(count => count.Kind == kind && count.How == how).Sum(count => count.Count);
        var (inTime, late, missed) = (Ended(DutyClosing.InTime), Ended(DutyClosing.Late), Ended(DutyClosing.Missed));
        return new DutyFiguresView(
            EnumName.Of(kind),
            inTime,
            late,
            missed,
            Rate.Of(inTime, inTime + late + missed),
            office.MedianDays.TryGetValue(kind, out var days) ? days : null
        );
    }
}
