using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Persons.Erasing;

/// <summary>What prevents an erasure, and what is left of a record.</summary>
public sealed class ErasureRulesTests
{
    [Theory]
    [InlineData("submitted", "OpenApplication OpenDuty", RetentionGround.AppliedOnly)]
    [InlineData("verifying", "OpenApplication OpenDuty", RetentionGround.AppliedOnly)]
    [InlineData("correction", "OpenApplication OpenDuty", RetentionGround.AppliedOnly)]
    [InlineData("active", "ActiveRegistration OpenDuty", RetentionGround.Registered)]
    [InlineData("refused", "", RetentionGround.AppliedOnly)]
    [InlineData("withdrawn", "", RetentionGround.AppliedOnly)]
    [InlineData("exitProposed", "ActiveRegistration WaitsForSecondPerson OpenDuty", RetentionGround.Registered)]
    [InlineData("exited", "", RetentionGround.Registered)]
    [InlineData("alias", "", RetentionGround.Registered)]
    [InlineData("main", "ActiveRegistration OpenDuty", RetentionGround.Registered)]
    [InlineData("byReference", "ActiveRegistration OpenDuty", RetentionGround.Registered)]
    [InlineData("byRefAndOpen", "ActiveRegistration OpenApplication OpenDuty", RetentionGround.Registered)]
    [InlineData("errorProposed", "OpenApplication WaitsForSecondPerson OpenDuty", RetentionGround.AppliedOnly)]
    public void What_is_open_stands_in_the_way(string state, string obstacles, RetentionGround ground)
    {
        var record = States.Of(state).Records[0];
        Assert.Equal(obstacles, string.Join(' ', ErasureRules.ObstaclesOf(record)));
        Assert.Equal(ground, ErasureRules.GroundOf(record));
    }

    [Fact]
    public void Each_member_of_a_record_that_waits_stands_in_the_way()
    {
        var record = States.Of("exited").Records[0];
        Assert.Equal([ErasureObstacle.OpenObjection], ErasureRules.ObstaclesOf(record with { Objections = [null!] }));
        Assert.Equal([ErasureObstacle.CaseMoves], ErasureRules.ObstaclesOf(record with { LinkAgreements = [null!] }));
        Assert.Equal([ErasureObstacle.AwaitsResult], ErasureRules.ObstaclesOf(record with { AwaitingResults = [null!] }));
    }

    [Fact]
    public void Nothing_is_kept_of_nothing() => Assert.Null(ErasureRules.GroundOf(PersonRecord.Unknown(World.IdOf(1))));

    [Fact]
    public void An_erased_record_is_unknown_until_something_happens()
    {
        var id = World.IdOf(1);
        var erased = PersonFold.Apply(PersonRecord.Unknown(id) with { Sequence = 7 }, new PersonErased("registered", "1", default, null));
        Assert.Equal((8L, (long?)8, true), (erased.Sequence, erased.ErasedThrough, erased.IsUnknown));
        Assert.Equal(ErasureRules.Erased(id, 8), erased);
        Assert.False((erased with { Sequence = 9 }).IsUnknown);
        Assert.True(PersonRecord.Unknown(id).IsUnknown);
    }
}
