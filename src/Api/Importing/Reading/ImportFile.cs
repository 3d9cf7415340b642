using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Formats.Workbooks;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Importing.Reading.Rows;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing.Reading;

/// <summary>
/// One file, read once from its beginning to its end: CSV, XLSX or NDJSON, which its content shows. Rows come in their order; memory does
/// not grow with them, but that a workbook that does not come from a file, and its shared texts, are held whole. Nothing of the file is
/// written anywhere. Not safe for several threads.
/// </summary>
internal sealed class ImportFile(Stream stream, FileKind kind, ImportMappings mappings, ReadingLimits? limits = null)
{
    private readonly ReadingLimits limits = limits ?? ReadingLimits.Default;
    private readonly MappingTally tally = new();
    private ImportSummary found = new();
    private long rows;
    private long rejected;

    /// <summary>What was found so far; complete when all rows were read.</summary>
    public ImportSummary Summary => found with { Rows = rows, Rejected = rejected };

    /// <summary>What was brought into what so far, for a preview.</summary>
    public IReadOnlyList<MappedValue> Mapped => tally.Values;

    /// <summary>
    /// The rows of a stream that need no summary. Whatever a file holds is returned as rows and faults; only the stream's own errors are
    /// thrown. A fault of the file as a whole, or one beyond which nothing can be read, is the last row.
    /// </summary>
    public static IAsyncEnumerable<ImportRow> ReadAsync(
        Stream stream,
        FileKind kind,
        ImportMappings mappings,
        CancellationToken cancellation
    ) => new ImportFile(stream, kind, mappings).RowsAsync(cancellation);

    /// <summary>The rows, as <see cref="ReadAsync"/>; may be called once.</summary>
    public async IAsyncEnumerable<ImportRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var read = OpenAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            ImportRow? last = null;
            try
            {
                if (!await read.MoveNextAsync())
                    break;
            }
            catch (UnreadableFileException e)
            {
                last = new ImportRow(e.Row, null, e.Faults) { EndsFile = true };
            }

            var row = last ?? read.Current;
            Count(row);
            yield return row;
            if (last is not null)
                break;
        }
    }

    private void Count(ImportRow row)
    {
        if (row.EndsFile)
            return;
        rows++;
        rejected += row.Value is null ? 1 : 0;
    }

    private async IAsyncEnumerable<ImportRow> OpenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, bufferSize: 64 * 1024));
        var head = await pipe.ReadAtLeastAsync(FileNature.HeadBytes, cancellation);
        try
        {
            var nature = NatureOf(head);
            pipe.AdvanceTo(head.Buffer.GetPosition(nature.Preamble));
            found = found with { Format = nature.Format, Encoding = nature.Encoding?.WebName };
            var content = nature.Format switch
            {
                FileFormat.Ndjson => JsonAsync(pipe, nature, cancellation),
                FileFormat.Csv => TableAsync(CsvTable.ReadAsync(pipe.AsStream(), nature.Encoding!, limits, cancellation), cancellation),
                _ => WorkbookAsync(pipe, start, cancellation),
            };
            await foreach (var row in content.WithCancellation(cancellation))
            {
                if (row.Row > limits.Rows)
                    throw new UnreadableFileException(ImportFaultCodes.TooManyRows, row.Row);
                yield return row;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static FileNature NatureOf(ReadResult head) =>
        FileNature.Of(head.Buffer.Slice(0, Math.Min(head.Buffer.Length, FileNature.HeadBytes)).ToArray());

    private async IAsyncEnumerable<ImportRow> JsonAsync(
        PipeReader pipe,
        FileNature nature,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var reading = new FileReading(kind, mappings, tally, limits);
        var names = new MemberNames(mappings.Headers(kind), limits.Columns);
        await foreach (var line in NdjsonLines.ReadAsync(pipe.AsStream(), nature.Encoding!, limits, cancellation))
        {
            if (line.Fault is { } fault)
            {
                yield return Rejected(line.Number, fault);
                continue;
            }

            var fields = new Dictionary<string, Cell>(line.Members.Count, StringComparer.Ordinal);
            var faults = new List<ImportFault>();
            foreach (var (name, cell) in line.Members)
            {
                if (!names.TryFind(name, out var column))
                    faults.Add(new ImportFault(line.Number, null, ImportFaultCodes.UnknownMember));
                else if (column is not null && !fields.TryAdd(column.Field, cell))
                    faults.Add(new ImportFault(line.Number, column.Field, Problems.FieldCodes.Duplicate));
            }

            yield return RowOf(new RowCells(line.Number, fields, _ => null, reading), line.Number, faults);
        }
    }

    private async IAsyncEnumerable<ImportRow> TableAsync(
        IAsyncEnumerable<TableRow> table,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var search = new HeaderSearch(kind, mappings, limits);
        var reading = new FileReading(kind, mappings, tally, limits);
        await foreach (var row in table.WithCancellation(cancellation))
        {
            if (!row.IsBlank && search.IsData(row))
                yield return RowOf(row, PlanOf(search), reading, isExact: true);
        }

        search.End();
        PlanOf(search);
    }

    private async IAsyncEnumerable<ImportRow> WorkbookAsync(
        PipeReader pipe,
        long start,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var content = await SeekableAsync(pipe, start, cancellation);
        using var workbook = Workbook.Open(content.Stream, limits);
        var sheet = SheetChoice.Of(workbook, kind, mappings, limits);
        found = found with { Sheet = sheet.Position, OtherSheets = workbook.Sheets.Count - 1 };
        var merged = Workbook.Guarded(() => MergedAreas.Of(sheet.Part, limits));
        var search = new HeaderSearch(kind, mappings, limits);
        var reading = new FileReading(kind, mappings, tally, limits) { From1904 = workbook.From1904 };
        foreach (var row in workbook.Rows(sheet, merged))
        {
            cancellation.ThrowIfCancellationRequested();
            if (search.IsData(row))
                yield return RowOf(row, PlanOf(search), reading, isExact: false);
        }

        search.End();
        PlanOf(search);
    }

    /// <summary>The directory of an archive is its end: what comes from a network is held in memory until it is there.</summary>
    private async Task<SeekableContent> SeekableAsync(PipeReader pipe, long start, CancellationToken cancellation)
    {
        if (stream.CanSeek)
        {
            if (stream.Length - start > limits.WorkbookBytes)
                throw new UnreadableFileException(ImportFaultCodes.TooLarge);
            stream.Position = start;
            return new SeekableContent(stream, isOwn: false);
        }

        var memory = new MemoryStream();
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            foreach (var part in read.Buffer)
                memory.Write(part.Span);
            if (memory.Length > limits.WorkbookBytes)
                throw new UnreadableFileException(ImportFaultCodes.TooLarge);
            pipe.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        memory.Position = 0;
        return new SeekableContent(memory, isOwn: true);
    }

    private ColumnPlan PlanOf(HeaderSearch search)
    {
        var plan = search.Plan!;
        if (found.HeaderRow == 0)
            found = found with { HeaderRow = plan.HeaderRow, Columns = plan.Columns };
        return plan;
    }

    /// <param name="isExact">Whether every row must have as many cells as the header, as in CSV, where blank cells are written.</param>
    private ImportRow RowOf(TableRow row, ColumnPlan plan, FileReading reading, bool isExact)
    {
        if (row.Fault is { } fault)
            return Rejected(row.Number, fault);
        if (isExact && row.Cells.Count < plan.Width)
            return Rejected(row.Number, ImportFaultCodes.CellCount);
        var faults = new List<ImportFault>();
        if (plan.WithoutHeader(row).Take(limits.FaultsOfRow).ToList() is { Count: > 0 } columns)
        {
            // More cells than the header has are a sign that a separator was not quoted.
            if (isExact && row.Width > plan.Width)
            {
                faults.Add(new ImportFault(row.Number, null, ImportFaultCodes.CellCount));
            }
            else
            {
                faults.AddRange(
                    columns.Select(column => new ImportFault(row.Number, null, ImportFaultCodes.ValueWithoutHeader) { Column = column })
                );
            }
        }

        return RowOf(new RowCells(row.Number, plan.Fields(row), plan.ColumnOf, reading), row.Number, faults);
    }

    private ImportRow RowOf(RowCells cells, int row, List<ImportFault> faults)
    {
        ImportRecord? value = kind switch
        {
            FileKind.Registrations => RegistrationRow.Read(cells),
            FileKind.FollowUps => FollowUpRow.Read(cells),
            FileKind.Services => ServiceRow.Read(cells),
            FileKind.MatchRows => MatchFileRow.Read(cells),
            _ => ExitRow.Read(cells),
        };
        return new ImportRow(row, faults.Count == 0 ? value : null, [.. faults, .. cells.Faults]);
    }

    private static ImportRow Rejected(int row, string code) => new(row, null, [new ImportFault(row, null, code)]);

    /// <summary>The same few names come with every row: each is brought into its normal form once.</summary>
    private sealed class MemberNames(HeaderNames headers, int most)
    {
        private readonly Dictionary<string, (bool IsKnown, ImportColumn? Column)> seen = new(StringComparer.Ordinal);

        public bool TryFind(string name, out ImportColumn? column)
        {
            if (!seen.TryGetValue(name, out var found))
            {
                found = (headers.TryFind(name, out var one), one);
                if (seen.Count < most)
                    seen.Add(name, found);
            }

            column = found.Column;
            return found.IsKnown;
        }
    }

    private sealed class SeekableContent(Stream stream, bool isOwn) : IAsyncDisposable
    {
        public Stream Stream { get; } = stream;

        public ValueTask DisposeAsync() => isOwn ? Stream.DisposeAsync() : ValueTask.CompletedTask;
    }
}

/// <summary>What a file was found to be.</summary>
internal sealed record ImportSummary
{
    /// <summary>Null until the beginning was read, and for a file of no known format.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>The name of the text's encoding; null for a workbook.</summary>
    public string? Encoding { get; init; }

    /// <summary>The position of the sheet that is read, from 1; null where there are none.</summary>
    public int? Sheet { get; init; }

    /// <summary>How many sheets of the workbook are not read, hidden ones included.</summary>
    public int OtherSheets { get; init; }

    /// <summary>As <see cref="ImportRow.Row"/>; 0 for NDJSON, and until it is known.</summary>
    public int HeaderRow { get; init; }

    /// <summary>Which field each column of a table holds; null where the mapping ignores it.</summary>
    public IReadOnlyList<(string Column, string? Field)> Columns { get; init; } = [];

    /// <summary>Rows with data.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them without a record.</summary>
    public long Rejected { get; init; }
}
