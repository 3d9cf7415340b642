namespace Grid.Testing.Databases;

/// <summary>How a server is stopped.</summary>
public enum PostgresStop
{
    /// <summary>Sessions are ended, running transactions rolled back, and a checkpoint written.</summary>
    Fast,

    /// <summary>All processes end at once, as in a crash; what was committed is recovered at the next start.</summary>
    Immediate,
}
