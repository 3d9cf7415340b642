using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Importing.Reading.Rows;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Matching;

/// <summary>
/// A delivery that is one file, CSV, XLSX or NDJSON, read as a stream into its run. Rows that are there already are passed over, so the same
/// file can be read again after it was cut off.
/// </summary>
internal sealed class MatchFile(IMatchRuns runs, IPersonIdentifier identifier, IReferenceData reference, TimeProvider clock)
{
    /// <summary>Faults that an answer lists.</summary>
    public const int Listed = 100;

    /// <summary>Reads a file into a run that awaits one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="source">Its source.</param>
    /// <param name="content">The file.</param>
    /// <param name="progress">Called for each row that was read; null where that is not needed.</param>
    /// <param name="cancelled">Ends the reading; rows that were stored stay.</param>
    /// <exception cref="ProblemException">The run does not receive any more, or somebody else sent rows to it.</exception>
    public async Task<MatchFileResult> ReadAsync(
        MatchRun run,
        MatchingSource source,
        Stream content,
        Action? progress,
        CancellationToken cancelled
    )
    {
        var mappings = ImportMappings.Read(ImportMappings.Current, CodeLists.BuiltIn, reference.Offices, reference.Services, clock.Today());
        var part = new MatchRowBatches(run, source, runs, clock);
        var (number, faulty, isWhole) = (0L, 0, true);
        var faults = new List<ImportFault>();
        await foreach (var row in ImportFile.ReadAsync(content, FileKind.MatchRows, mappings, cancelled))
        {
            progress?.Invoke();
            faults.AddRange(row.Faults.Take(Listed - faults.Count));
            if (row.EndsFile)
            {
                isWhole = false;
                break;
            }

            faulty += row.Value is null ? 1 : 0;
            if (number++ < run.Received)
                continue;
            await part.AddAsync(
                row.Value is MatchFileRow { } read ? new FeedRow(read.Key, identifier.Identify(read.Number), read.Fact, read.Name) : null,
                cancelled
            );
        }

        if (isWhole)
        {
            // A file with fewer rows than have come is another one than was sent before.
            await part.StoreAsync(cancelled);
            isWhole = await runs.CountedAsync(run.Id, number, cancelled);
        }

        return new MatchFileResult(part.Next, faulty, faults, isWhole);
    }
}

/// <summary>What was read of a file.</summary>
/// <param name="Next">Rows of the run that are stored.</param>
/// <param name="Faulty">Rows that could not be read; they are counted and not used.</param>
/// <param name="Faults">Why, at most <see cref="MatchFile.Listed"/>.</param>
/// <param name="IsWhole">The file was read to its end, and the run can be closed.</param>
internal sealed record MatchFileResult(long Next, int Faulty, IReadOnlyList<ImportFault> Faults, bool IsWhole);

/// <summary>Rows of one request or file, stored some thousands at a time.</summary>
internal sealed class MatchRowBatches(MatchRun run, MatchingSource source, IMatchRuns runs, TimeProvider clock)
{
    /// <summary>Rows that are stored at once.</summary>
    private const int Batch = 2_000;

    private readonly List<FeedRow> rows = [];
    private int count;

    /// <summary>Number of the row after the stored ones.</summary>
    public long Next { get; private set; } = run.Received;

    /// <summary>The next row; null for one that could not be read, which only counts.</summary>
    public async Task AddAsync(FeedRow? row, CancellationToken cancelled)
    {
        count++;
        if (row is not null)
            rows.Add(row);
        if (count == Batch)
            await StoreAsync(cancelled);
    }

    /// <summary>Stores what has been added since; durable on return.</summary>
    public async Task StoreAsync(CancellationToken cancelled)
    {
        if (count == 0)
            return;
        if (Next + count > run.Expected)
            throw new Problem(ProblemCatalogue.MatchRowsTooMany).AsException();
        var keepUntil = clock.Today().AddDays(source.KeepDays);
        if (!await runs.ReceiveAsync(run, Next, rows, count, keepUntil, cancelled))
            throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
        Next += count;
        count = 0;
        rows.Clear();
    }
}
