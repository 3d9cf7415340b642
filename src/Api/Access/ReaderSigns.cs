using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;

namespace Grid.Api.Access;

/// <summary>
/// What makes a reader unusual. A sign is a reason to ask, not a finding: a hall may be open in the evening, and a family may live in one
/// house.
/// </summary>
internal static class ReaderSigns
{
    /// <summary>Fewer persons than this are never many.</summary>
    public const int Many = 30;

    /// <summary>So many times the median of the same role are many.</summary>
    public const int ManyTimesMedian = 4;

    public const int AtNight = 5;

    public const int OffHours = 20;

    public const int Denials = 10;

    public const int OneSurname = 5;

    public const int OneHome = 3;

    /// <summary>The signs of a reader, the gravest first; none of most.</summary>
    /// <param name="figures">What the reader did.</param>
    /// <param name="median">How many persons the median reader of the same role looked at.</param>
    public static IReadOnlyList<ReaderSign> Of(ReaderFigures figures, long median)
    {
        var signs = new List<ReaderSign>();
        void Add(bool has, ReaderSign sign)
        {
            if (has)
                signs.Add(sign);
        }

        Add(figures.Limited > 0, ReaderSign.Limited);
        Add(figures.Denied >= Denials, ReaderSign.Denied);
        Add(figures.OfOneHome >= OneHome && figures.OfOneHome * 3 >= figures.Persons, ReaderSign.OneHome);
        Add(figures.OfOneSurname >= OneSurname && figures.OfOneSurname * 2 >= figures.Persons, ReaderSign.OneSurname);
        Add(figures.AtNight >= AtNight, ReaderSign.AtNight);
        Add(figures.OffHours >= OffHours, ReaderSign.OffHours);
        Add(figures.Persons >= Many && figures.Persons >= ManyTimesMedian * median, ReaderSign.Many);
        return signs;
    }

    /// <summary>The readers with their signs, those with the most first; readers without a sign last.</summary>
    public static IReadOnlyList<(ReaderFigures Figures, IReadOnlyList<ReaderSign> Signs)> Judge(IReadOnlyList<ReaderFigures> readers)
    {
        var medians = readers.GroupBy(reader => reader.Reader.Role).ToDictionary(role => role.Key, Median);
        return
        [
            .. readers
                .Select(reader => (Figures: reader, Signs: Of(reader, medians[reader.Reader.Role])))
                .OrderByDescending(reader => reader.Signs.Count)
                .ThenByDescending(reader => reader.Figures.Persons)
                .ThenBy(reader => reader.Figures.Reader.Subject, StringComparer.Ordinal),
        ];
    }

    /// <summary>Of an even number the lower one: with two readers, one of whom reads much, that one is seen.</summary>
    private static long Median(IGrouping<Role, ReaderFigures> role)
    {
        List<long> persons = [.. role.Select(reader => reader.Persons).Order()];
        return persons[(persons.Count - 1) / 2];
    }
}

/// <summary>A sign of an unusual reader.</summary>
internal enum ReaderSign
{
    /// <summary>Reached the limit of an hour.</summary>
    Limited,

    /// <summary>Many denials.</summary>
    Denied,

    /// <summary>Several persons of one house.</summary>
    OneHome,

    /// <summary>Many persons of one surname.</summary>
    OneSurname,

    /// <summary>Reads between 22 and 6 o'clock.</summary>
    AtNight,

    /// <summary>Many reads outside of office hours.</summary>
    OffHours,

    /// <summary>Many more persons than others of the role.</summary>
    Many,
}
