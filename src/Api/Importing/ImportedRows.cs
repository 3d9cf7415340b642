using System.Collections.Frozen;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Importing;

/// <summary>Files and rows of each kind of import.</summary>
internal static class ImportedRows
{
    /// <summary>The columns whose values the rules name by the fields of their commands.</summary>
    private static readonly FrozenDictionary<(ImportKind, string), ImportColumn> Columns = new Dictionary<
        (ImportKind, string),
        ImportColumn
    >
    {
        [(ImportKind.FollowUps, "at")] = ImportColumns.ContactedOn,
        [(ImportKind.FollowUps, "outcome")] = ImportColumns.ContactOutcome,
        [(ImportKind.Services, "on")] = ImportColumns.ServedOn,
        [(ImportKind.Services, "item")] = ImportColumns.ServiceItem,
        [(ImportKind.Exits, "exit.on")] = ImportColumns.ExitedOn,
        [(ImportKind.Exits, "exit.otherReason")] = ImportColumns.ExitOtherReason,
        [(ImportKind.Exits, "exit.evidence.basis")] = ImportColumns.ExitBasis,
        [(ImportKind.Exits, "exit.evidence.source")] = ImportColumns.EvidenceSource,
        [(ImportKind.Exits, "exit.evidence.matchedAt")] = ImportColumns.MatchedOn,
        [(ImportKind.Exits, "exit.evidence.note")] = ImportColumns.EvidenceNote,
        [(ImportKind.Exits, "exit.statement")] = ImportColumns.StatementWords,
        [(ImportKind.Exits, "exit.statement.at")] = ImportColumns.StatedOn,
        [(ImportKind.Exits, "exit.statement.text")] = ImportColumns.StatementWords,
    }.ToFrozenDictionary();

    /// <summary>What the rows of the file of an import are.</summary>
    public static FileKind FileOf(ImportKind kind) =>
        kind switch
        {
            ImportKind.FollowUps => FileKind.FollowUps,
            ImportKind.Services => FileKind.Services,
            ImportKind.Exits => FileKind.Exits,
            _ => FileKind.Registrations,
        };

    /// <summary>The column's field where a rule named the command's.</summary>
    public static string? ColumnOf(ImportKind kind, string? field) =>
        field is not null && Columns.TryGetValue((kind, field), out var column) ? column.Field : field;

    /// <summary>A row that was read, as it is stored until it is imported.</summary>
    public static StagedRow Of(ImportRecord read, int row, Import import, DateTimeOffset now, IPersonIdentifier identifier)
    {
        var (person, command) = read switch
        {
            RegistrationRow one => (one.Person, (PersonCommand)ImportedRegistrations.Of(one, row, import)),
            FollowUpRow one => (one.Person, ImportedHistory.Of(one, row, import, now)),
            ServiceRow one => (one.Person, ImportedHistory.Of(one, row, import)),
            ExitRow one => (one.Person, ImportedHistory.Of(one, row, import)),
            _ => throw new ArgumentException($"{read.GetType().Name} is not imported.", nameof(read)),
        };
        return new StagedRow(identifier.Identify(person.Number), command);
    }
}
