using CsCheck;
using Grid.Domain.Counting;
using Grid.Testing;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// Offices, a county and a city end between random commands, at once or on a day to come, and an order moves their cases in pieces: nothing
/// of that changes a total of the province, the recount agrees in every cell, and in the end nothing is left at closed offices.
/// </summary>
public sealed class ReorganisationProperties
{
    [Fact]
    public void Few_persons_in_many_reorganised_provinces() =>
        Courses.Check(
            Gen.Int[0, int.MaxValue],
            seed =>
            {
                var history = new RandomHistory(seed, 2, reorganised: true);
                history.Run(rounds: 60, checks: 6);
                history.CheckAllMoved();
            },
            TestSize.Pick(small: 50, full: 1_200)
        );

    [Fact]
    public void Many_persons_in_one_reorganised_province()
    {
        var history = new RandomHistory(1, TestSize.Pick(small: 80, full: 900), reorganised: true);
        history.Run(rounds: 50, checks: 5);
        history.CheckAllMoved();

        // It was a test: offices ended, leaves too, and cases went from one leaf to another and from a rural to an urban office.
        Assert.True(history.Reorganisation.Ended.Count >= 4);
        Assert.True(history.Moves >= TestSize.Pick(small: 30, full: 400), $"{history.Moves} moves");
        Assert.Contains(history.Province.Leaves, leaf =>
            !leaf.Region.StartsWith("9801", StringComparison.Ordinal) && leaf.Segments.All(segment => segment.To is not null)
        );
        Assert.Contains(history.Province.Registers.SelectMany(r => r.Records), r =>
            r.Registration is { UrbanPlace: false } kept
            && history.Reorganisation.Offices.Find(kept.Office)!.CountedOn(history.Today)
            && !kept.Counted
        );
        Assert.Empty(Enum.GetValues<CountKind>().Except(history.Province.Kinds.Keys));
    }
}
