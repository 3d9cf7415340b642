using System.Globalization;
using Grid.Api.Access;
using Grid.Api.OpenApi;
using Grid.Api.Security;
using Grid.Api.Worklists;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Calendars;

/// <summary>Works out which open deadlines a table would move, by the rule with which they are recomputed when it is loaded.</summary>
internal sealed class CalendarPreview(IDueDays duties, AccessRecorder access, TimeProvider clock)
{
    private const int MostExamples = 100;

    public async Task<CalendarPreviewView> MakeAsync(
        Caller caller,
        CalendarYear table,
        CalendarTables after,
        IReadOnlyList<CalendarDayView> changed,
        CancellationToken cancelled
    )
    {
        var now = clock.GetUtcNow();
        if (changed.Count == 0)
            return new CalendarPreviewView(table.Region, table.Year, changed, 0, 0, [], [], now);

        // What ends before the first changed day cannot move.
        var prefix = table.Region == CalendarYear.Root ? "" : table.Region;
        var groups = await duties.GroupsAsync(prefix, changed.Min(day => day.Day), cancelled);
        var calendars = new WorkingCalendars(after);
        var moved = groups
            .Select(group => (Group: group, To: NewDue(group.Kind, group.County, group.From, calendars)))
            .Where(one => one.To is { } to && to != one.Group.Due)
            .ToList();
        var cases = moved.Count == 0 ? [] : await duties.CasesAsync([.. moved.Select(one => one.Group)], MostExamples, cancelled);
        if (cases.Count > 0)
        {
            await access.ListAsync(
                caller,
                "calendars.preview",
                [.. cases.Select(one => one.Person).Distinct()],
                $"{table.Region} {table.Year}",
                cancelled
            );
        }

        return new CalendarPreviewView(
            table.Region,
            table.Year,
            changed,
            groups.Sum(group => group.Count),
            moved.Sum(one => one.Group.Count),
            [.. DutyWords.All.Select(kind => Kind(kind.Key, kind.Value, moved)).Where(kind => kind.Moved > 0)],
            [
                .. cases.Select(one => new CalendarExampleView(
                    one.Number,
                    EnumName.Of(one.Kind),
                    one.Office,
                    one.From,
                    one.Due,
                    NewDue(one.Kind, one.Office[..6], one.From, calendars) ?? one.Due
                )),
            ],
            now
        );
    }

    private static CalendarMoveView Kind(DutyKind kind, Problems.Words words, IEnumerable<(DueGroup Group, DateOnly? To)> moved)
    {
        var own = moved.Where(one => one.Group.Kind == kind).ToList();
        return new CalendarMoveView(
            EnumName.Of(kind),
            words.Zh,
            words.En,
            own.Sum(one => one.Group.Count),
            own.GroupBy(one => one.To!.Value.DayNumber - one.Group.Due.DayNumber, one => one.Group.Count)
                .OrderBy(days => days.Key)
                .ToDictionary(days => days.Key.ToString(CultureInfo.InvariantCulture), days => days.Sum(), StringComparer.Ordinal)
        );
    }

    private static DateOnly? NewDue(DutyKind kind, string county, DateOnly from, WorkingCalendars calendars) =>
        Deadlines.Of(kind, from, RegionCode.TryParse(county, out var code) ? calendars.For(code) : calendars.Country)?.Date;
}

/// <summary>Which open deadlines a table would move. Nothing was changed.</summary>
/// <param name="ChangedDays">The days that the table makes or unmakes working days.</param>
/// <param name="Looked">Open deadlines that end on or after the first of them.</param>
/// <param name="Moved">Those that would move.</param>
/// <param name="Kinds">By kind of duty.</param>
/// <param name="Examples">At most a hundred, the earliest last day first.</param>
public sealed record CalendarPreviewView(
    string Region,
    int Year,
    IReadOnlyList<CalendarDayView> ChangedDays,
    long Looked,
    long Moved,
    IReadOnlyList<CalendarMoveView> Kinds,
    IReadOnlyList<CalendarExampleView> Examples,
    DateTimeOffset AsOf
);

/// <summary>A day that changes.</summary>
/// <param name="Worked">Whether it is a working day with the new table.</param>
public sealed record CalendarDayView(DateOnly Day, bool Worked);

/// <summary>Open deadlines of one kind that would move.</summary>
/// <param name="ByDays">How many by how many days; negative is earlier. The date given to the person only moves later.</param>
public sealed record CalendarMoveView(
    [NamesOf<DutyKind>] string Kind,
    string Zh,
    string En,
    long Moved,
    IReadOnlyDictionary<string, long> ByDays
);

/// <summary>A table that passed the checks. The progress of recomputing open deadlines is at <c>/v1/calendars/progress</c>.</summary>
/// <param name="DryRun">True: nothing was changed.</param>
/// <param name="ChangedDays">The days that the table makes or unmakes working days.</param>
public sealed record CalendarLoadView(string Region, int Year, bool DryRun, IReadOnlyList<CalendarDayView> ChangedDays);

/// <summary>A deadline that would move.</summary>
/// <param name="Number">Of the registration, or of the application while there is none.</param>
/// <param name="From">The day it is counted from.</param>
/// <param name="Due">Its last day now, inclusive.</param>
/// <param name="NewDue">Its last day with the table.</param>
public sealed record CalendarExampleView(
    string Number,
    [NamesOf<DutyKind>] string Kind,
    string Office,
    DateOnly From,
    DateOnly Due,
    DateOnly NewDue
);
