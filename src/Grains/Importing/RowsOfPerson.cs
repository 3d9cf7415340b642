using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Grains.Importing;

/// <summary>
/// The rows that a file has of one person, as one command, and what is wrong among them: rows that say the same twice, rows with two names,
/// far too many rows. Pure.
/// </summary>
internal static class RowsOfPerson
{
    /// <summary>So many registrations no one has; a file with more of one number has another fault.</summary>
    public const int Most = 100;

    /// <summary>So many contacts or services no one has: ten years of one each week.</summary>
    public const int MostOfHistory = 500;

    /// <summary>The command; null where nothing of the person can be imported. The faults name the rows that are not in it.</summary>
    public static (PersonCommand? Command, IReadOnlyList<ImportRowFault> Faults) Together(StagedPerson person, ImportOrigin import)
    {
        if (person.RowCount > (person.Rows[0] is ImportCases ? Most : MostOfHistory) || person.RowCount > person.Rows.Count)
            return (null, [.. person.Rows.Select(row => Fault(row, "identityNumber", "tooManyRowsOfPerson"))]);

        // The first row says who the person is; a row with another name may be another person with a mistyped number.
        var first = person.Rows.FirstOrDefault(row => NameOf(row) is not null) ?? person.Rows[0];
        if (person.Rows.FirstOrDefault(row => NameOf(row) is { } name && name.SearchKey != NameOf(first)!.SearchKey) is { } other)
        {
            string[] rows = [RowText(first), RowText(other)];
            return (null, [.. person.Rows.Select(row => Fault(row, "name", "contradictsFile", rows))]);
        }

        return person.Rows[0] is ImportCases
            ? Registrations([.. person.Rows.Cast<ImportCases>()], import)
            : History([.. person.Rows.Cast<ImportHistory>()], NameOf(first), import);
    }

    /// <summary>The rows of a command, in the order in which its refusals count them.</summary>
    public static IReadOnlyList<int> RowsOf(PersonCommand command) =>
        command is ImportHistory history
            ? [.. history.Rows.Select(row => row.Row)]
            : [.. ((ImportCases)command).Cases.Select(one => one.Row)];

    /// <summary>The faults of a refusal, at the rows that it names; where it names none, at each.</summary>
    public static IReadOnlyList<ImportRowFault> FaultsOf(Refusal refusal, PersonCommand command)
    {
        var all = RowsOf(command);
        var named = new List<ImportRowFault>();
        foreach (var one in refusal.Each())
        {
            var (at, field) = PlaceOf(one.Field);
            var code = one.Rule is { } rule ? EnumName.Of(rule) : EnumName.Of(one.Code);
            IEnumerable<int> rows = at is { } index && index < all.Count ? [all[index]] : all;
            named.AddRange(rows.Select(row => new ImportRowFault(row, null, field, code, Rejects: true, one.Allowed)));
        }

        // The others of the person are right, but a person is imported whole.
        named.AddRange(
            all.Where(row => named.TrueForAll(fault => fault.Row != row))
                .Select(row => new ImportRowFault(row, null, null, "otherRowOfPerson", Rejects: true, []))
        );
        return named;
    }

    private static (PersonCommand, IReadOnlyList<ImportRowFault>) Registrations(ImportCases[] rows, ImportOrigin import)
    {
        var (cases, faults) = (new List<CaseToImport>(), new List<ImportRowFault>());
        foreach (var row in rows)
        {
            var one = row.Cases[0];
            if (cases.Find(before => IsSame(before, one)) is { } earlier)
                faults.Add(Fault(row, "registeredOn", "repeatedInFile", Text(earlier.Row)));
            else
                cases.Add(one);
        }

        // What a later row knows of the person is newer.
        return (rows[^1] with { Import = import, Cases = cases }, faults);
    }

    /// <summary>Two rows that differ in nothing are one; two calls of one day differ in their times or their notes.</summary>
    private static (PersonCommand, IReadOnlyList<ImportRowFault>) History(ImportHistory[] rows, PersonName? name, ImportOrigin import)
    {
        var (kept, faults) = (new List<HistoryToImport>(), new List<ImportRowFault>());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var one = row.Rows[0];
            var said = JsonSerializer.Serialize(one with { Row = 0 }, DomainJson.Options);
            if (seen.TryAdd(said, one.Row))
                kept.Add(one);
            else
                faults.Add(Fault(row, null, "repeatedInFile", Text(seen[said])));
        }

        return (
            new ImportHistory
            {
                Name = name,
                Import = import,
                Rows = kept,
            },
            faults
        );
    }

    private static PersonName? NameOf(PersonCommand row) => row is ImportHistory history ? history.Name : ((ImportCases)row).Name;

    /// <summary>Where both have numbers, these decide: who found work and came back on one day has two registrations since that day.</summary>
    private static bool IsSame(CaseToImport one, CaseToImport other) =>
        one is { LegacyNumber: { } number } && other.LegacyNumber is { } others
            ? string.Equals(number, others, StringComparison.Ordinal)
            : one.RegisteredOn == other.RegisteredOn && string.Equals(one.Office, other.Office, StringComparison.Ordinal);

    /// <summary>Of <c>cases[3].exit.on</c>: 3 and <c>exit.on</c>.</summary>
    private static (int? At, string? Field) PlaceOf(string? field)
    {
        var begin = field?.IndexOf('[', StringComparison.Ordinal) ?? -1;
        if (begin < 0 || field![..begin] is not ("cases" or "rows"))
            return (null, field);
        var end = field.IndexOf(']', StringComparison.Ordinal);
        var at = int.Parse(field.AsSpan(begin + 1, end - begin - 1), CultureInfo.InvariantCulture);
        return (at, field.Length > end + 2 ? field[(end + 2)..] : null);
    }

    private static string RowText(PersonCommand row) => Text(StagedRow.RowOf(row));

    private static string Text(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static ImportRowFault Fault(PersonCommand row, string? field, string code, params string[] allowed) =>
        new(StagedRow.RowOf(row), null, field, code, Rejects: true, allowed);
}
