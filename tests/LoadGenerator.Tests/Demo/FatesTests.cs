using Grid.Domain.Codes;
using Grid.LoadGenerator.Demo;

namespace Grid.LoadGenerator.Tests.Demo;

public sealed class FatesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public void A_thousand_persons_have_every_fate(int seed)
    {
        var fates = Enumerable.Range(0, 1000).Select(index => Fates.Of((ulong)seed, index)).ToHashSet();
        Assert.Equal(Fates.Shares.Values.ToHashSet(), fates);
        Assert.Equal(Enum.GetValues<FateKind>().ToHashSet(), fates.Select(fate => fate.Kind).ToHashSet());
        Assert.Equal(
            Enum.GetValues<ExitReason>().ToHashSet(),
            fates.Where(fate => fate.Kind == FateKind.Exited).Select(fate => fate.Exit!.Value).ToHashSet()
        );
        Assert.Equal(
            Enum.GetValues<NonApprovalReason>().ToHashSet(),
            fates.Where(fate => fate.Kind == FateKind.NotApproved).Select(fate => fate.NonApproval!.Value).ToHashSet()
        );
    }

    [Fact]
    public void Most_persons_are_registered()
    {
        var fates = Enumerable.Range(0, 10_000).Select(index => Fates.Of(1, index)).ToList();
        Assert.InRange(fates.Count(fate => fate.Kind == FateKind.Registered) / 10_000.0, 0.45, 0.6);
    }
}
