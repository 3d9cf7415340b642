using Grid.Silo.Hosting;

namespace Grid.Silo.Stopping;

/// <summary>
/// For a process that detects that it must not continue: it logs why, stops in order, and exits with a code that says so.
/// </summary>
public sealed partial class SelfShutdown(IHostApplicationLifetime lifetime, ILogger<SelfShutdown> logger)
{
    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Ok;

    /// <param name="why">One line, Chinese first.</param>
    /// <param name="code">One of <see cref="ExitCodes"/>.</param>
    public void Stop(string why, int code)
    {
        if (ExitCode != ExitCodes.Ok)
            return;
        ExitCode = code;
        Leaves(logger, why);
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This process leaves: {Why}")]
    private static partial void Leaves(ILogger logger, string why);
}
