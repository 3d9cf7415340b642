using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Tests.Text;

public sealed class StrictEnumConverterTests
{
    [Theory]
    [InlineData("\"hired, selfEmployed\"")]
    [InlineData("\"basicPension,hired\"")] // 21 | 11 = 31 is another reason
    [InlineData("\"Hired\"")]
    [InlineData("\"HIRED\"")]
    [InlineData("\" hired\"")]
    [InlineData("\"11\"")]
    [InlineData("\"\"")]
    [InlineData("\"outOfContact\"")]
    [InlineData("\"reachedRetirementAge\"")]
    [InlineData("11")]
    [InlineData("22")]
    [InlineData("32")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[\"hired\"]")]
    public void Only_a_members_exact_name_parses(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ExitReason>(json));

    [Fact]
    public void Every_member_reads_back_as_value_and_as_key()
    {
        foreach (var reason in Enum.GetValues<ExitReason>())
        {
            var json = JsonSerializer.Serialize(reason);
            Assert.Equal($"\"{EnumName.Of(reason)}\"", json);
            Assert.Equal(reason, JsonSerializer.Deserialize<ExitReason>(json));
        }

        var counts = new Dictionary<ExitReason, int> { [ExitReason.GaveUpJobSeeking] = 2 };
        Assert.Equal("{\"gaveUpJobSeeking\":2}", JsonSerializer.Serialize(counts));
        Assert.Equal(counts, JsonSerializer.Deserialize<Dictionary<ExitReason, int>>("{\"gaveUpJobSeeking\":2}"));
    }

    [Fact]
    public void A_number_that_is_no_member_is_not_written_either() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize((ExitReason)32));
}
