using CsCheck;
using Grid.Domain.Counting;
using Grid.Testing;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// The promise of issue 4: whatever happens to however many persons, live counts = recount from the journal = an independent model, and the
/// identities hold at every level and in every breakdown.
/// </summary>
public sealed class HistoryProperties
{
    [Fact]
    public void Few_persons_in_many_histories() =>
        Courses.Check(
            Gen.Int[0, int.MaxValue],
            seed =>
            {
                var history = new RandomHistory(seed, 2);
                history.Run(rounds: 60, checks: 12);
            },
            TestSize.Pick(small: 60, full: 1_500)
        );

    [Fact]
    public void Many_persons_in_one_history()
    {
        var history = new RandomHistory(20260101, TestSize.Pick(small: 80, full: 1_200));
        history.Run(rounds: 50, checks: 5);

        // Everything that can move a figure did.
        Assert.Empty(Enum.GetValues<CountKind>().Except(history.Province.Kinds.Keys));
        Assert.True(history.Province.Leaves.Count() >= 3);
        Assert.All(history.Province.Leaves, l => Assert.NotNull(l.ClosedThrough));
        var causes = history.Province.Leaves.SelectMany(l => l.Adjustments).Select(a => a.Cause).ToHashSet();
        Assert.Empty(Enum.GetValues<AdjustmentCause>().Except(causes));
    }
}
