using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Data;

namespace Grid.Domain.Calendar;

/// <summary>
/// An immutable set of tables: one a year and region. A region's table adds to and overrides the days of its ancestors (longer
/// prefix wins, <c>CN</c> is the root); it needs the root's table of the same year.
/// </summary>
public sealed class CalendarTables
{
    private readonly FrozenDictionary<(string Region, int Year), CalendarYear> tables;

    private CalendarTables(IEnumerable<CalendarYear> tables)
    {
        All = [.. tables.OrderBy(t => t.Region == CalendarYear.Root ? "" : t.Region, StringComparer.Ordinal).ThenBy(t => t.Year)];
        this.tables = All.ToFrozenDictionary(t => (t.Region, t.Year));
        Version = Digest(All);
    }

    /// <summary>The root's tables first, then by region; within a region by year.</summary>
    public IReadOnlyList<CalendarYear> All { get; }

    /// <summary>16 hex digits of a hash over the content. Equal content has equal versions, whatever the files looked like.</summary>
    public string Version { get; }

    public CalendarYear? Find(string region, int year) => tables.GetValueOrDefault((region, year));

    /// <summary>
    /// Reads files such as <c>calendar/CN/2026.json</c>. Throws <see cref="DataFileException"/>; nothing is taken over then.
    /// </summary>
    public static CalendarTables Parse(IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Of(files.Select(CalendarYearFile.Parse));
    }

    /// <summary>
    /// Reads one file by itself; <see cref="With(CalendarYear)"/> checks whether it fits the other years. Throws
    /// <see cref="DataFileException"/>.
    /// </summary>
    public static CalendarYear ParseOne(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return CalendarYearFile.Parse(file);
    }

    /// <summary>The tables that ship: 2020 to 2026 official, 2027 provisional.</summary>
    public static CalendarTables LoadEmbedded() => Parse(EmbeddedData.Under("calendar"));

    public static CalendarTables Of(IEnumerable<CalendarYear> tables)
    {
        var list = tables.ToList();
        foreach (var twice in list.GroupBy(t => (t.Region, t.Year)).Where(g => g.Count() > 1))
            throw new DataFileException($"{twice.Key.Region}/{twice.Key.Year}.json", "the table of this region and year is given twice");
        var years = list.Where(t => t.Region == CalendarYear.Root).Select(t => t.Year).ToHashSet();
        foreach (var orphan in list.Where(t => !years.Contains(t.Year)))
        {
            throw new DataFileException(
                $"{orphan.Region}/{orphan.Year}.json",
                $"a region's table needs that of {CalendarYear.Root} for {orphan.Year}"
            );
        }

        var set = new CalendarTables(list);
        _ = new WorkingCalendars(set);
        return set;
    }

    /// <summary>The same tables with one added or, for a region and year already there, replaced.</summary>
    public CalendarTables With(CalendarYear table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Of(All.Where(t => (t.Region, t.Year) != (table.Region, table.Year)).Append(table));
    }

    /// <summary>The same tables with others before them: those of the same region and year are replaced, all at once.</summary>
    public CalendarTables With(IReadOnlyCollection<CalendarYear> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var taken = tables.Select(t => (t.Region, t.Year)).ToHashSet();
        return Of(All.Where(t => !taken.Contains((t.Region, t.Year))).Concat(tables));
    }

    /// <summary>
    /// Computes a provisional table (statutory days with weekend make-up) for each year after the last of the root's up to
    /// <paramref name="lastYear"/>, inclusive. Tables that are there stay.
    /// </summary>
    public CalendarTables WithProvisionalThrough(int lastYear)
    {
        var last = All.Where(t => t.Region == CalendarYear.Root).Select(t => t.Year).DefaultIfEmpty(lastYear).Max();
        return last >= lastYear ? this : Of(All.Concat(Enumerable.Range(last + 1, lastYear - last).Select(ProvisionalYear.Compute)));
    }

    private static string Digest(IEnumerable<CalendarYear> tables)
    {
        var text = new StringBuilder();
        foreach (var t in tables)
        {
            text.Append($"{t.Region} {t.Year} {t.Status}\n");
            text.AppendJoin(' ', t.Off.Select(d => $"{d:yyyy-MM-dd}")).Append('\n');
            text.AppendJoin(' ', t.Worked.Select(d => $"{d:yyyy-MM-dd}")).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
