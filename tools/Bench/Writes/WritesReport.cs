namespace Grid.Bench.Writes;

/// <summary>The outcome of a run, as written to the JSON file.</summary>
internal sealed record WritesReport
{
    /// <summary>Which command was measured.</summary>
    public required string Command { get; init; }

    /// <summary>The rows of one write through the person's grain, by table.</summary>
    public required IReadOnlyDictionary<string, double> RowsOfAWrite { get; init; }

    /// <summary>Bytes of a person's sealed state, and of the blob.</summary>
    public required int StateBytes { get; init; }

    public required int Callers { get; init; }

    /// <summary>Active grains of each way.</summary>
    public required int Persons { get; init; }

    public required double RoundSeconds { get; init; }

    /// <summary>Processors, shared by callers, silos and whatever else runs on the machine; the database too, if it is local.</summary>
    public required int Cores { get; init; }

    public required IReadOnlyDictionary<string, string> Server { get; init; }

    public required IReadOnlyList<WriteFigures> Ways { get; init; }

    /// <summary>Grouped writes a second for each one of another way, by its name.</summary>
    public required IReadOnlyDictionary<string, double> GroupedTo { get; init; }

    public static WritesReport Of(
        WritesOptions options,
        IReadOnlyList<(string Name, string Description)> methods,
        IReadOnlyList<Round> rounds,
        IReadOnlyDictionary<string, double> rows,
        int bytes,
        IReadOnlyDictionary<string, string> server
    )
    {
        WriteFigures[] figures = [.. methods.Select(method => WriteFigures.Of(method.Name, method.Description, rounds))];
        return new WritesReport
        {
            Command = options.Kind.ToString(),
            RowsOfAWrite = rows,
            StateBytes = bytes,
            Callers = options.Callers,
            Persons = options.Persons,
            RoundSeconds = options.Duration.TotalSeconds,
            Cores = Environment.ProcessorCount,
            Server = server,
            Ways = figures,
            GroupedTo = figures.Skip(1).ToDictionary(other => other.Way, other => figures[0].PerSecond / other.PerSecond),
        };
    }
}
