using Grid.Api.Importing.Reading;
using Grid.Api.Problems;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Importing;

/// <summary>Stores the rows of a file, a thousand at a time, so that memory does not grow with the file.</summary>
internal sealed class ImportStaging(Import import, Guid upload, DateTimeOffset now, IImports imports, IPersonIdentifier identifier)
{
    /// <summary>Rows that are stored at once.</summary>
    private const int AtOnce = 1_000;

    private readonly List<StagedRow> rows = [];
    private readonly List<ImportRowFault> faults = [];

    /// <summary>Names this upload among those of the import.</summary>
    public Guid Upload => upload;

    public long Rows { get; private set; }

    public long Rejected { get; private set; }

    public async Task AddAsync(ImportRow row, CancellationToken cancelled)
    {
        faults.AddRange(row.Faults.Select(one => new ImportRowFault(one.Row, one.Column, one.Field, one.Code, one.Rejects, one.Allowed)));
        if (row.Row > 0 && !row.EndsFile)
            Rows++;
        if (row.Value is { } read)
            rows.Add(ImportedRows.Of(read, row.Row, import, now, identifier));
        else if (row.Row > 0 && !row.EndsFile)
            Rejected++;

        if (rows.Count >= AtOnce || faults.Count >= AtOnce)
            await FlushAsync(cancelled);
    }

    public async Task FlushAsync(CancellationToken cancelled)
    {
        if (rows.Count + faults.Count == 0)
            return;
        if (!await imports.StageAsync(import.Id, upload, rows, faults, cancelled))
            throw new Problem(ProblemCatalogue.ImportNotOpen).AsException();
        rows.Clear();
        faults.Clear();
    }
}
