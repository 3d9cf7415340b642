using Grid.Mutants;

namespace Grid.Domain.Tests.Repository;

/// <summary>
/// <c>./grid mutants</c> breaks these rules one at a time; here only that it still finds them, however files and tests were moved.
/// </summary>
public sealed class KnownMutantsTests
{
    [Fact]
    public void The_text_of_every_mutant_is_in_the_sources_once_and_its_tests_exist() =>
        Assert.Empty(Sources.Read(Sources.FindRoot()).Faults(MutantList.All));

    [Fact]
    public void A_mutant_whose_text_is_gone_or_not_unique_or_whose_test_is_gone_is_a_fault()
    {
        var sources = Sources.Read(Sources.FindRoot());
        var right = MutantList.All.First(mutant => mutant is { IsSql: false, Copies: 1 });

        Assert.Contains("not in src", Assert.Single(sources.Faults([right with { Find = "«no such text»" }])), StringComparison.Ordinal);
        Assert.Contains("times", Assert.Single(sources.Faults([right with { Find = "«namespace» Grid" }])), StringComparison.Ordinal);
        Assert.Contains(
            "no test Domain",
            Assert.Single(sources.Faults([right with { Tests = ["Domain/NoSuchTests"] }])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no expression",
            Assert.Single(sources.Faults([right with { Find = right.Before + "«<=»" + right.After }])),
            StringComparison.Ordinal
        );
        Assert.Contains("used twice", Assert.Single(sources.Faults([right, right])), StringComparison.Ordinal);
        Assert.Contains(
            "nothing changes",
            Assert.Single(sources.Faults([right with { Becomes = right.Marked }])),
            StringComparison.Ordinal
        );
    }
}
