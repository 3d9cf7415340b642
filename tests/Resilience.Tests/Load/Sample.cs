namespace Grid.Resilience.Tests.Load;

/// <summary>One sending of a command, as the office sees it.</summary>
/// <param name="Start">Moments of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Sample(long Start, long End, SampleKind Kind)
{
    public TimeSpan Took => System.Diagnostics.Stopwatch.GetElapsedTime(Start, End);
}
