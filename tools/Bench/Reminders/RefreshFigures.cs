namespace Grid.Bench.Reminders;

/// <summary>What one refresh cost.</summary>
/// <param name="Statement">"due only" (the register's) or "whole range".</param>
/// <param name="Silos">Among how many silos the ring is divided; the refresh is of one of them.</param>
/// <param name="Returned">Rows that the silo got.</param>
/// <param name="Read">Rows that the server read.</param>
/// <param name="Buffers">Pages that it touched.</param>
/// <param name="MedianMilliseconds">Median of the server's execution times.</param>
internal sealed record RefreshFigures(string Statement, int Silos, double Returned, double Read, double Buffers, double MedianMilliseconds);
