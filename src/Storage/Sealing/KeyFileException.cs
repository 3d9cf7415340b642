namespace Grid.Storage.Sealing;

/// <summary>A key file is missing, open to others, or not readable; the message names the file and never its content.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message) { }

    public KeyFileException(string message, Exception? inner)
        : base(message, inner) { }
}
