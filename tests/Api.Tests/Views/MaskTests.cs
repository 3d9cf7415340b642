using CsCheck;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Testing;

namespace Grid.Api.Tests.Views;

public sealed class MaskTests
{
    [Theory]
    [InlineData("电话13800000000。", "电话***。")]
    [InlineData("号码 11010519491231002X 有误", "号码 *** 有误")]
    [InlineData("138 0000 0000", "***")]
    [InlineData("１３８００００００００", "***")]
    [InlineData("第3次,2026年", "第3次,2026年")]
    public void Long_numbers_are_taken_out_of_texts(string text, string masked) => Assert.Equal(masked, Mask.Text(text));

    [Fact]
    public void No_number_of_a_person_survives() =>
        Gen.String[Gen.Char['0', '9'], 11, 18]
            .Check(number => Assert.DoesNotContain(number, Mask.Text($"见{number}号"), StringComparison.Ordinal));

    [Fact]
    public void Release_from_prison_shows_as_other() =>
        Assert.Equal(("90", "24"), (Mask.Reason(UnemploymentReason.ReleasedFromPrison), Mask.Reason(UnemploymentReason.Resigned)));
}
