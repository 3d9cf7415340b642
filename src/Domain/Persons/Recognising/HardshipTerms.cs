using Grid.Domain.Codes;
using Grid.Domain.Data;

namespace Grid.Domain.Persons;

/// <summary>
/// What a province sets about the recognition of hardship persons (就业困难人员认定): for how long it is made public before it is decided, and
/// how long it lasts. The notice says neither. Immutable.
/// </summary>
public sealed class HardshipTerms
{
    /// <summary>The longest publicity and the longest term that a file may name.</summary>
    public const int MostWorkingDays = 30;

    /// <inheritdoc cref="MostWorkingDays"/>
    public const int MostMonths = 600;

    private readonly Dictionary<string, int?> byCategory;

    private HardshipTerms(TermsFile read)
    {
        (Version, PublicityWorkingDays, Months) = (read.Version, read.PublicityWorkingDays, read.Months);
        byCategory = read.Categories.ToDictionary(one => one.Category, one => one.Months, StringComparer.Ordinal);
    }

    /// <summary>What ships; a province has its own.</summary>
    public static HardshipTerms BuiltIn { get; } = Parse(EmbeddedData.Read("hardship/terms.json"));

    public string Version { get; }

    /// <summary>公示: working days between the office's check and the decision; 0 for none.</summary>
    public int PublicityWorkingDays { get; }

    /// <summary>Months of a category that has no line of its own; null: without an end.</summary>
    public int? Months { get; }

    /// <summary>The last day of a recognition: of its categories, the one that lasts longest decides. Null: without an end.</summary>
    public DateOnly? LastDayOf(IReadOnlyList<string> categories, DateOnly from)
    {
        ArgumentNullException.ThrowIfNull(categories);
        DateOnly? last = null;
        foreach (var category in categories)
        {
            if ((byCategory.TryGetValue(category, out var own) ? own : Months) is not { } months)
                return null;
            var until = from.AddMonths(months).AddDays(-1);
            if (last is null || until > last)
                last = until;
        }

        return last;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static HardshipTerms Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<TermsFile>();
        string[] errors = [.. Errors(read)];
        return errors.Length == 0 ? new HardshipTerms(read) : throw new DataFileException(file.Name, errors);
    }

    private static IEnumerable<string> Errors(TermsFile read)
    {
        if (string.IsNullOrWhiteSpace(read.Version))
            yield return "version: must be a text that is not empty";
        if (read.PublicityWorkingDays is < 0 or > MostWorkingDays)
            yield return $"publicityWorkingDays: must be 0 to {MostWorkingDays}";
        if (read.Months is < 1 or > MostMonths)
            yield return $"months: must be 1 to {MostMonths}, or null for no end";
        foreach (var (i, one) in read.Categories.Index())
        {
            if (string.IsNullOrWhiteSpace(one.Category))
                yield return $"categories[{i}].category: must be a code of list {CodeListIds.HardshipCategory}";
            if (one.Months is < 1 or > MostMonths)
                yield return $"categories[{i}].months: must be 1 to {MostMonths}, or null for no end";
        }

        foreach (var twice in read.Categories.GroupBy(one => one.Category, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"categories: '{twice.Key}' is given twice";
    }

    private sealed record TermsFile(string Version, int PublicityWorkingDays, int? Months, IReadOnlyList<CategoryTerm> Categories);

    private sealed record CategoryTerm(string Category, int? Months);
}
