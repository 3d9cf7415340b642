namespace Grid.Console.SignIn;

/// <summary>
/// The time of day outside. Sessions live by it, not by the register's clock, which a demonstration moves: tokens are judged by it too.
/// </summary>
internal static class RealClock
{
#pragma warning disable RS0030 // The one place of the pages that wants the real clock.
    public static TimeProvider Provider => TimeProvider.System;
#pragma warning restore RS0030

    public static DateTimeOffset Now => Provider.GetUtcNow();
}
