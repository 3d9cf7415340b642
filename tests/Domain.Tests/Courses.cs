using System.Runtime.ExceptionServices;
using CsCheck;
using Grid.Testing;

namespace Grid.Domain.Tests;

/// <summary>Random courses of many events, for properties of the whole register: deep enough that one in 10,000 may still find something.</summary>
internal static class Courses
{
    /// <summary>
    /// Checks <paramref name="count"/> courses. A quick run takes the same ones each time, so that its result depends on the code alone;
    /// a full one, or one that is given <c>CsCheck_Seed</c>, takes new ones. A failure names the seed that brings it back.
    /// </summary>
    /// <param name="from">Number of the first course of a quick run: a second call takes up where the first ended.</param>
    public static void Check<T>(Gen<T> courses, Action<T> check, int count, int from = 0)
    {
        if (TestSize.IsFull || Environment.GetEnvironmentVariable("CsCheck_Seed") is not null)
        {
            courses.Sample(check, iter: count);
            return;
        }

        try
        {
            Parallel.For(from, from + count, number =>
                courses.Sample(check, seed: new PCG(79, (ulong)number * 2_654_435_761).ToString(), iter: 1, threads: 1)
            );
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }
    }
}
