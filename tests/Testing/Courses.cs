using System.Runtime.ExceptionServices;
using CsCheck;

namespace Grid.Testing;

/// <summary>
/// Random values for properties. A quick run takes the same ones each time, so that its result depends on the code alone; a full one, or one
/// that is given <c>CsCheck_Seed</c>, takes new ones. A failure names the seed that brings it back.
/// </summary>
public static class Courses
{
    /// <summary>How many values a property is tried with that says nothing else.</summary>
    private const int Usual = 100;

    /// <summary>Checks a property with some values.</summary>
    /// <param name="values">Makes them.</param>
    /// <param name="check">Throws where it does not hold.</param>
    /// <param name="count">How many.</param>
    /// <param name="from">Number of the first value of a quick run: a second call takes up where the first ended.</param>
    public static void Check<T>(this Gen<T> values, Action<T> check, int count = Usual, int from = 0)
    {
        if (TestSize.IsFull || Environment.GetEnvironmentVariable("CsCheck_Seed") is not null)
        {
            values.Sample(check, iter: count);
            return;
        }

        try
        {
            Parallel.For(from, from + count, number =>
                values.Sample(check, seed: new PCG(79, (ulong)number * 2_654_435_761).ToString(), iter: 1, threads: 1)
            );
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }
    }

    /// <inheritdoc cref="Check{T}(Gen{T}, Action{T}, int, int)"/>
    public static void Check<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> check, int count = Usual) =>
        values.Check(value => check(value.Item1, value.Item2), count);

    /// <inheritdoc cref="Check{T}(Gen{T}, Action{T}, int, int)"/>
    public static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Action<T1, T2, T3> check, int count = Usual) =>
        values.Check(value => check(value.Item1, value.Item2, value.Item3), count);

    /// <inheritdoc cref="Check{T}(Gen{T}, Action{T}, int, int)"/>
    public static void Check<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> values, Action<T1, T2, T3, T4> check, int count = Usual) =>
        values.Check(value => check(value.Item1, value.Item2, value.Item3, value.Item4), count);

    /// <inheritdoc cref="Check{T}(Gen{T}, Action{T}, int, int)"/>
    public static void Check<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> values,
        Action<T1, T2, T3, T4, T5> check,
        int count = Usual
    ) => values.Check(value => check(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5), count);
}
