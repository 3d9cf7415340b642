using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Matching;

public sealed class MatchingSourcesTests
{
    [Fact]
    public void What_ships_is_a_proposal_by_which_no_source_ends_a_registration()
    {
        var sources = MatchingSources.BuiltIn;
        Assert.Null(sources.Confirmed);
        Assert.Equal(Enum.GetValues<MatchTopic>(), sources.All.Select(source => source.Reports).Order());
        Assert.All(sources.All, source => Assert.NotEqual(MatchConsequence.Exit, sources.Allowed(source, true)));
    }

    [Fact]
    public void Until_the_province_has_confirmed_the_file_an_exit_is_a_task()
    {
        var source = MatchingFile.Source("death", "death", "authoritative", "exit", "task");
        var proposal = Read(MatchingFile.Of("null", source));
        Assert.Equal(MatchConsequence.Task, proposal.Allowed(proposal.Find("death")!, true));
        var confirmed = Read(MatchingFile.Of("""{"by":"省厅","on":"2026-01-05"}""", source));
        Assert.Equal(MatchConsequence.Exit, confirmed.Allowed(confirmed.Find("death")!, true));
        Assert.Equal(MatchConsequence.Task, confirmed.Allowed(confirmed.Find("death")!, null));
        Assert.Null(confirmed.Find("prison"));
    }

    [Fact]
    public void Another_name_is_a_task_at_most()
    {
        var sources = World.Sources;
        Assert.Equal(MatchConsequence.Exit, sources.Allowed(sources.Find("pension")!, null));
        Assert.Equal(MatchConsequence.Task, sources.Allowed(sources.Find("pension")!, false));
        Assert.Equal(MatchConsequence.Evidence, sources.Allowed(sources.Find("prison")!, false));
    }

    [Theory]
    [InlineData("\"freshDays\":30", "\"freshDays\":0", "sources[0].freshDays")]
    [InlineData("\"keepDays\":40", "\"keepDays\":801", "sources[0].keepDays")]
    [InlineData("\"consequences\":10", "\"consequences\":0", "sources[0].limit.consequences")]
    [InlineData("\"perThousand\":5", "\"perThousand\":1001", "sources[0].limit.perThousand")]
    [InlineData("\"id\":\"death\"", "\"id\":\"de ath\"", "sources[0].id")]
    [InlineData("\"owner\":\"省厅\"", "\"owner\":\" \"", "sources[0].owner")]
    [InlineData("\"quality\":\"authoritative\"", "\"quality\":\"reported\"", "only an authoritative source")]
    [InlineData("\"reports\":\"death\"", "\"reports\":\"leftCountry\"", "has not moved abroad")]
    [InlineData("\"withName\":\"exit\"", "\"withName\":\"evidence\"", "sources[0].withoutName")]
    [InlineData("\"complete\":false,", "", "complete")]
    [InlineData("\"complete\":false", "\"complete\":false,\"limits\":1", "limits")]
    [InlineData("\"schedule\":\"daily\"", "\"schedule\":\"sometimes\"", "schedule")]
    public void A_file_with_an_error_is_rejected_and_the_place_is_named(string right, string wrong, string error)
    {
        var file = MatchingFile.Of("null", MatchingFile.Source("death", "death", "authoritative", "exit", "task"));
        Assert.Contains(right, file, StringComparison.Ordinal);
        var found = Assert.Throws<DataFileException>(() => Read(file.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(error, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_given_once()
    {
        var source = MatchingFile.Source("death", "death", "authoritative", "exit", "task");
        var found = Assert.Throws<DataFileException>(() => Read(MatchingFile.Of("null", source, source)));
        Assert.Contains("'death' is given twice", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_larger_of_two_limits_counts()
    {
        var limit = new MatchLimit(10, 5);
        Assert.Equal(10, limit.Of(1_000));
        Assert.Equal(5_000, limit.Of(1_000_000));
    }

    private static MatchingSources Read(string json) =>
        MatchingSources.Parse(new DataFile("matching/sources.json", Encoding.UTF8.GetBytes(json)));
}
