namespace Grid.Domain.Data;

/// <summary>
/// A data file (calendar, regions, offices) that cannot be used as it stands. Nothing of it was taken over.
/// <see cref="Errors"/> lists everything found wrong, each with the place in the file.
/// </summary>
public sealed class DataFileException : Exception
{
    public DataFileException(string file, IReadOnlyList<string> errors)
        : base($"{file}: {string.Join("; ", errors)}")
    {
        File = file;
        Errors = errors;
    }

    public DataFileException(string file, string error) : this(file, [error]) { }

    /// <summary>The file's name as given by the caller.</summary>
    public string File { get; }

    /// <summary>At least one; each names the place (for example <c>off[3]</c>) and what is wrong.</summary>
    public IReadOnlyList<string> Errors { get; }
}
