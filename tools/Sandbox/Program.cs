using Grid.Sandbox;
using Grid.Sandbox.Running;
using Grid.Sandbox.Web;
using Grid.Silo.Hosting;

#pragma warning disable RS0030 // The host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

try
{
    var settings = SandboxSettings.Read(Environment.GetEnvironmentVariables());
    settings.TakeHome();
    await using var sandbox = await RunningSandbox.OpenAsync(settings, clock);
    await using var front = SandboxFront.Create(settings, sandbox, clock);
    await front.StartAsync();
    await sandbox.BeginAsync(front.Lifetime.ApplicationStopping);
    await front.WaitForShutdownAsync();
    return ExitCodes.Ok;
}
catch (OperationCanceledException)
{
    return ExitCodes.Ok;
}
catch (Exception e) when (ExitCodes.Of(e) is { } code)
{
    await Console.Error.WriteLineAsync($"grid sandbox: {e.Message.ReplaceLineEndings(" ")}");
    return code;
}
