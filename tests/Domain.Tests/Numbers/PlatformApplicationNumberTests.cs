using System.Text.Json;
using Grid.Domain.Numbers;

namespace Grid.Domain.Tests.Numbers;

public sealed class PlatformApplicationNumberTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("  SYDJ-2020-0001\t", "SYDJ-2020-0001")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    public void It_is_trimmed_and_else_untouched(string text, string value)
    {
        var number = PlatformApplicationNumber.Parse(text);
        Assert.Equal(value, number.Value);
        Assert.Equal(number, JsonSerializer.Deserialize<PlatformApplicationNumber>(JsonSerializer.Serialize(number)));
    }

    [Fact]
    public void Case_makes_another_number() =>
        Assert.NotEqual(PlatformApplicationNumber.Parse("a1"), PlatformApplicationNumber.Parse("A1"));

    [Theory]
    [InlineData(null, NumberError.Empty)]
    [InlineData(" ", NumberError.Empty)]
    [InlineData("12345678901234567890123456789012345678901", NumberError.BadLength)]
    [InlineData("12 34", NumberError.BadCharacter)]
    [InlineData("１２", NumberError.BadCharacter)]
    [InlineData("12/34", NumberError.BadCharacter)]
    [InlineData("12\u200b", NumberError.BadCharacter)]
    public void What_is_no_number_is_refused_with_its_cause(string? text, NumberError expected)
    {
        Assert.False(PlatformApplicationNumber.TryParse(text, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(expected, error);
    }
}
