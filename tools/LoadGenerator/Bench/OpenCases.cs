using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Bench;

/// <summary>Made-up persons who apply before a measurement, so that it has applications to work on.</summary>
internal static class OpenCases
{
    /// <summary>
    /// Their open applications. Fewer than <paramref name="persons"/> where a number was made up for an earlier run, once in some ten
    /// thousand.
    /// </summary>
    /// <param name="persons">How many apply.</param>
    /// <param name="atOnce">How many at the same time.</param>
    /// <param name="keys">How the idempotency keys of this run begin.</param>
    public static async Task<List<Case>> SubmitAsync(
        int persons,
        int atOnce,
        string keys,
        PersonMaker maker,
        RegisterClient client,
        CancellationToken cancelled
    )
    {
        var cases = new List<Case>(persons);
        await Parallel.ForAsync(
            0,
            persons,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancelled },
            async (index, _) =>
            {
                var one = new Case(maker.Make(index, new Fate(FateKind.Verifying)), client, $"{keys}-{index}", cancelled);
                try
                {
                    await one.Submit();
                }
                catch (UnexpectedAnswerException known)
                    when (known.Code is "applicationExists" or "transferRequested" or "already-registered")
                {
                    return;
                }

                lock (cases)
                    cases.Add(one);
            }
        );
        return cases;
    }
}
