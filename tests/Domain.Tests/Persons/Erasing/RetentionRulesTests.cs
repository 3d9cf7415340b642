using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Erasing;

public sealed class RetentionRulesTests
{
    private const string Rule = """{"id":"a","appliesTo":"registered","keepYears":10,"zh":"z","en":"e","basis":"b"}""";

    private const string Others = """
        {"id":"b","appliesTo":"appliedOnly","keepYears":5,"zh":"z","en":"e","basis":"b"},
        {"id":"c","appliesTo":"enteredInError","keepYears":3,"zh":"z","en":"e","basis":"b"}
        """;

    [Fact]
    public void What_ships_is_a_proposal_with_a_rule_for_each_kind_of_record()
    {
        Assert.Null(RetentionRules.BuiltIn.Confirmed);
        Assert.Equal(10, RetentionRules.BuiltIn.For(RetentionGround.Registered).KeepYears);
        Assert.Equal(3, RetentionRules.BuiltIn.ShortestYears);
        Assert.All(Enum.GetValues<RetentionGround>(), ground => Assert.Equal(ground, RetentionRules.BuiltIn.For(ground).AppliesTo));
    }

    [Fact]
    public void A_file_of_the_province_says_who_confirmed_it()
    {
        var rules = Read($$"""{"version":"p","note":"n","confirmed":{"by":"省厅","on":"2026-11-01"},"rules":[{{Rule}},{{Others}}]}""");
        Assert.Equal(new RetentionConfirmation("省厅", new DateOnly(2026, 11, 1)), rules.Confirmed);
    }

    [Theory]
    [InlineData("""{"id":"a","appliesTo":"registered","keepYears":1,"zh":"z","en":"e","basis":"b"}""", "rules[0].keepYears")]
    [InlineData("""{"id":"a","appliesTo":"registered","keepYears":101,"zh":"z","en":"e","basis":"b"}""", "rules[0].keepYears")]
    [InlineData("""{"id":"a","appliesTo":"appliedOnly","keepYears":9,"zh":"z","en":"e","basis":"b"}""", "registered needs exactly one")]
    [InlineData("""{"id":"b","appliesTo":"registered","keepYears":9,"zh":"z","en":"e","basis":"b"}""", "the id 'b' is given twice")]
    [InlineData("""{"id":"a b","appliesTo":"registered","keepYears":9,"zh":"z","en":"e","basis":"b"}""", "rules[0].id")]
    [InlineData("""{"id":"a","appliesTo":"registered","keepYears":9,"zh":" ","en":"e","basis":"b"}""", "rules[0].zh")]
    [InlineData("""{"id":"a","appliesTo":"registered","keepYears":9,"zh":"z","en":"e"}""", "basis")]
    [InlineData("""{"id":"a","appliesTo":"everybody","keepYears":9,"zh":"z","en":"e","basis":"b"}""", "appliesTo")]
    public void A_file_with_an_error_is_rejected_and_the_place_is_named(string rule, string error)
    {
        var found = Assert.Throws<DataFileException>(() =>
            Read($$"""{"version":"p","note":"n","confirmed":null,"rules":[{{rule}},{{Others}}]}""")
        );
        Assert.Contains(error, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_erasable_on_the_day_after_its_full_years()
    {
        var rule = RetentionRules.BuiltIn.For(RetentionGround.Registered);
        Assert.Equal(new DateOnly(2036, 11, 21), rule.ErasableFrom(new DateOnly(2026, 11, 20)));
        // There is no 29 February in 2034: the period ends on the 28th.
        Assert.Equal(new DateOnly(2034, 3, 1), rule.ErasableFrom(new DateOnly(2024, 2, 29)));
    }

    private static RetentionRules Read(string json) =>
        RetentionRules.Parse(new DataFile("retention/retention.json", Encoding.UTF8.GetBytes(json)));
}
