using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>A row of a source of data: what it says of a person, or that it says so no more.</summary>
internal sealed record MatchFileRow : ImportRecord
{
    public required IdentityNumber Number { get; init; }

    public PersonName? Name { get; init; }

    /// <summary>The source's own key, which names the row for good.</summary>
    public required string Key { get; init; }

    /// <summary>What it says; null where it is withdrawn.</summary>
    public MatchedFact? Fact { get; init; }

    public static MatchFileRow? Read(RowCells cells)
    {
        var person = PersonKey.Read(cells, birthDate: null);
        var key = cells.Text(ImportColumns.RowKey, FieldLimits.SourceKey);
        var isWithdrawn = cells.Flag(ImportColumns.Withdrawn) ?? false;
        var (on, until) = (cells.Day(ImportColumns.FactOn), cells.Day(ImportColumns.FactUntil));
        var employer = FormerEmployer.Read(
            cells.Text(ImportColumns.EmployerName, FieldLimits.EmployerName),
            cells.Text(ImportColumns.EmployerCode)
        );
        if (isWithdrawn && (on is not null || until is not null || employer is not null))
            cells.Wrong(ImportColumns.Withdrawn, FieldCodes.Contradicts);
        else if (!isWithdrawn && on is null && cells.IsSound)
            cells.Wrong(ImportColumns.FactOn, FieldCodes.Required);
        return cells.IsSound
            ? new MatchFileRow
            {
                Number = person!.Number,
                Name = isWithdrawn ? null : person.Name,
                Key = key!,
                Fact = isWithdrawn ? null : new MatchedFact(on!.Value) { Until = until, Employer = employer },
            }
            : null;
    }
}
