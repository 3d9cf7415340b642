using Grid.Client.Generated.Models;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Bench;

/// <summary>An open application to measure with.</summary>
/// <param name="Office">That holds it.</param>
/// <param name="Path">Where it is read.</param>
/// <param name="Check">The body with which its identity is checked, ready to be sent.</param>
internal sealed record OpenCase(Office Office, string Path, string Check)
{
    /// <summary>Where a check is recorded.</summary>
    public string Checks { get; } = Path + "/verifications";
}

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
    public static async Task<List<OpenCase>> SubmitAsync(
        int persons,
        int atOnce,
        string keys,
        PersonMaker maker,
        RegisterClient client,
        CancellationToken cancelled
    )
    {
        var cases = new List<OpenCase>(persons);
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

                var check = Form.TextOf(
                    new VerificationBody
                    {
                        Subject = VerificationSubject.Identity,
                        Outcome = VerificationOutcome.Confirmed,
                        Evidence = MadeUpEvidence.ByMatch(MadeUpEvidence.Population, one.Person.SubmittedAt),
                    }
                );
                lock (cases)
                    cases.Add(new OpenCase(one.Office, $"/v1/applications/{one.ApplicationNumber}", check));
            }
        );
        return cases;
    }
}
