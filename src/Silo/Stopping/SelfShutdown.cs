using Grid.Silo.Hosting;

namespace Grid.Silo.Stopping;

/// <summary>A process that finds that it must not go on: it says why, stops in order, and ends with a code that tells so.</summary>
public sealed partial class SelfShutdown(IHostApplicationLifetime lifetime, ILogger<SelfShutdown> logger)
{
    /// <summary>How the process ends when it ends.</summary>
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
