using System.Globalization;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Grains.Importing;

/// <summary>
/// The rows that a file has of one person, as one command, and what is wrong among them: rows that say the same registration twice, rows
/// with two names, far too many rows. Pure.
/// </summary>
internal static class RowsOfPerson
{
    /// <summary>So many registrations no one has; a file with more of one number has another fault.</summary>
    public const int Most = 100;

    /// <summary>The command; null where nothing of the person can be imported. The faults name the rows that are not in it.</summary>
    public static (ImportCases? Command, IReadOnlyList<ImportRowFault> Faults) Together(StagedPerson person, ImportOrigin import)
    {
        if (person.RowCount > Most)
            return (null, [.. person.Rows.Select(row => Fault(row, "identityNumber", "tooManyRowsOfPerson"))]);

        // The first row says who the person is; a row with another name may be another person with a mistyped number.
        var first = person.Rows[0];
        if (person.Rows.FirstOrDefault(row => row.Name.SearchKey != first.Name.SearchKey) is { } other)
        {
            string[] rows = [RowText(first), RowText(other)];
            return (null, [.. person.Rows.Select(row => Fault(row, "name", "contradictsFile", rows))]);
        }

        var (cases, faults) = (new List<CaseToImport>(), new List<ImportRowFault>());
        foreach (var row in person.Rows)
        {
            var one = row.Cases[0];
            if (cases.Find(before => IsSame(before, one)) is { } earlier)
            {
                var named = earlier.Row.ToString(CultureInfo.InvariantCulture);
                faults.Add(Fault(row, "registeredOn", "repeatedInFile", named));
            }
            else
            {
                cases.Add(one);
            }
        }

        // What a later row knows of the person is newer.
        return (person.Rows[^1] with { Import = import, Cases = cases }, faults);
    }

    /// <summary>The faults of a refusal, at the rows that it names; where it names none, at each.</summary>
    public static IReadOnlyList<ImportRowFault> FaultsOf(Refusal refusal, ImportCases command)
    {
        var named = new List<ImportRowFault>();
        foreach (var one in refusal.Each())
        {
            var (at, field) = PlaceOf(one.Field);
            var code = one.Rule is { } rule ? EnumName.Of(rule) : EnumName.Of(one.Code);
            IEnumerable<CaseToImport> rows = at is { } index && index < command.Cases.Count ? [command.Cases[index]] : command.Cases;
            named.AddRange(rows.Select(row => new ImportRowFault(row.Row, null, field, code, Rejects: true, one.Allowed)));
        }

        // The others of the person are right, but a person is imported whole.
        named.AddRange(
            command
                .Cases.Where(row => named.TrueForAll(fault => fault.Row != row.Row))
                .Select(row => new ImportRowFault(row.Row, null, null, "otherRowOfPerson", Rejects: true, []))
        );
        return named;
    }

    private static bool IsSame(CaseToImport one, CaseToImport other) =>
        (one.LegacyNumber is { } number && string.Equals(number, other.LegacyNumber, StringComparison.Ordinal))
        || (one.RegisteredOn == other.RegisteredOn && string.Equals(one.Office, other.Office, StringComparison.Ordinal));

    /// <summary>Of <c>cases[3].exit.on</c>: 3 and <c>exit.on</c>.</summary>
    private static (int? At, string? Field) PlaceOf(string? field)
    {
        const string Prefix = "cases[";
        if (field is null || !field.StartsWith(Prefix, StringComparison.Ordinal))
            return (null, field);
        var end = field.IndexOf(']', StringComparison.Ordinal);
        var at = int.Parse(field.AsSpan(Prefix.Length, end - Prefix.Length), CultureInfo.InvariantCulture);
        return (at, field.Length > end + 2 ? field[(end + 2)..] : null);
    }

    private static string RowText(ImportCases row) => row.Cases[0].Row.ToString(CultureInfo.InvariantCulture);

    private static ImportRowFault Fault(ImportCases row, string field, string code, params string[] allowed) =>
        new(row.Cases[0].Row, null, field, code, Rejects: true, allowed);
}
