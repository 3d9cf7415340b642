using Grid.Storage.Persons;

namespace Grid.Storage.Tests.Persons;

/// <summary>Who may set the fault point, and how it is written. That it kills is shown by the kill tests.</summary>
public sealed class KillCommitFaultsTests
{
    [Theory]
    [InlineData("after-commit:3", "Production")]
    [InlineData("after-commit:3", "production")]
    [InlineData("after-commit:3", null)]
    [InlineData("after-commit:3", "")]
    [InlineData("", "Development")]
    [InlineData(null, "Development")]
    public void Nothing_happens_in_production_or_where_nothing_is_asked_for(string? point, string? environment) =>
        Assert.IsType<NoCommitFaults>(KillCommitFaults.From(point, environment));

    [Theory]
    [InlineData("before-commit:1")]
    [InlineData("after-commit:3")]
    [InlineData("before-fold:1")]
    [InlineData("before-mark:1")]
    [InlineData("after-fold:3")]
    public void A_point_is_read(string point) => Assert.IsType<KillCommitFaults>(KillCommitFaults.From(point, "Development"));

    [Theory]
    [InlineData("after-commit")]
    [InlineData("after-commit:0")]
    [InlineData("after-commit:-1")]
    [InlineData("after-commit:x")]
    [InlineData("somewhere:1")]
    public void What_is_no_point_is_refused(string point) =>
        Assert.Throws<FormatException>(() => KillCommitFaults.From(point, "Development"));
}
