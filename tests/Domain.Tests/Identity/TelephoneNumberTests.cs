using System.Text.Json;
using CsCheck;
using Grid.Domain.Identity;
using Grid.Testing;

namespace Grid.Domain.Tests.Identity;

public sealed class TelephoneNumberTests
{
    private static readonly Gen<string> Mobile = Gen.Select(Gen.Int[3, 9], Gen.Int[0, 999_999_999], (second, rest) =>
        $"1{second}{rest:D9}"
    );

    private static readonly Gen<string> Landline = Gen.Select(
        Gen.OneOf("010", "021", "0791", "0898"),
        Gen.Int[2_000_000, 89_999_999],
        Gen.OneOf("", "-1", "-802", "-123456"),
        (area, own, extension) => $"{area}-{own}{extension}"
    );

    private static readonly Gen<string> International = Gen.OneOf(
        Gen.Int[20_000_000, 99_999_999].Select(own => $"+852{own}"),
        Gen.Int[60_000_000, 69_999_999].Select(own => $"+853{own}"),
        Gen.Int[900_000_000, 999_999_999].Select(own => $"+886{own}"),
        Gen.Long[2_000_000_000, 9_999_999_999].Select(own => $"+1{own}")
    );

    [Theory]
    [InlineData("13800000000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("138-0000-0000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("１３８ ００００\u3000００００", "13800000000", TelephoneKind.Mobile)]
    [InlineData("+86 138 0000 0000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("(+86)138-0000-0000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("＋８６－13800000000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("008613800000000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("86-13800000000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("8613800000000", "13800000000", TelephoneKind.Mobile)]
    [InlineData("0791-80000000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("079180000000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("0791 8000 0000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("0791-8000-0000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("(0791)80000000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("（0791）8000000", "0791-8000000", TelephoneKind.Landline)]
    [InlineData("+86 791 80000000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("+86 (0)791 80000000", "0791-80000000", TelephoneKind.Landline)]
    [InlineData("+86 10 80000000", "010-80000000", TelephoneKind.Landline)]
    [InlineData("010—80000000", "010-80000000", TelephoneKind.Landline)]
    [InlineData("0791-80000000-12", "0791-80000000-12", TelephoneKind.Landline)]
    [InlineData("0791-80000000转12", "0791-80000000-12", TelephoneKind.Landline)]
    [InlineData("079180000000 Ext. 12", "0791-80000000-12", TelephoneKind.Landline)]
    [InlineData("0791-80000000分机12", "0791-80000000-12", TelephoneKind.Landline)]
    [InlineData("+852 9000 0000", "+85290000000", TelephoneKind.International)]
    [InlineData("00852-90000000", "+85290000000", TelephoneKind.International)]
    [InlineData("+853 6000 0000", "+85360000000", TelephoneKind.International)]
    [InlineData("+886 900 000 000", "+886900000000", TelephoneKind.International)]
    [InlineData("+1 (202) 555-0100", "+12025550100", TelephoneKind.International)]
    public void A_number_has_one_form(string text, string value, TelephoneKind kind)
    {
        Assert.True(TelephoneNumber.TryParse(text, out var number, out var error), error.ToString());
        Assert.Equal(value, number.Value);
        Assert.Equal(kind, number.Kind);
    }

    [Theory]
    [InlineData(null, TelephoneNumberError.Empty)]
    [InlineData("", TelephoneNumberError.Empty)]
    [InlineData(" - ", TelephoneNumberError.Empty)]
    [InlineData("1380000000", TelephoneNumberError.BadLength)]
    [InlineData("138000000000", TelephoneNumberError.BadLength)]
    [InlineData("12800000000", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("80000000", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("12333", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("4008001234", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("01180000000", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("07", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("0791-800000", TelephoneNumberError.BadLength)]
    [InlineData("0791-800000000", TelephoneNumberError.BadLength)]
    [InlineData("0791-80000000-1234567", TelephoneNumberError.BadExtension)]
    [InlineData("0791-80000000转", TelephoneNumberError.BadExtension)]
    [InlineData("0791-80000000转1转2", TelephoneNumberError.BadExtension)]
    [InlineData("13800000000-12", TelephoneNumberError.BadLength)]
    [InlineData("13800000000转12", TelephoneNumberError.BadExtension)]
    [InlineData("+852 9000 000", TelephoneNumberError.BadInternational)]
    [InlineData("+852 9000 00000", TelephoneNumberError.BadInternational)]
    [InlineData("+1234567", TelephoneNumberError.BadInternational)]
    [InlineData("+1234567890123456", TelephoneNumberError.BadInternational)]
    [InlineData("+", TelephoneNumberError.BadInternational)]
    [InlineData("00", TelephoneNumberError.BadInternational)]
    [InlineData("+86", TelephoneNumberError.MissingAreaNumber)]
    [InlineData("138o0000000", TelephoneNumberError.BadCharacter)]
    [InlineData("138/00000000", TelephoneNumberError.BadCharacter)]
    [InlineData("++8613800000000", TelephoneNumberError.BadCharacter)]
    [InlineData("无", TelephoneNumberError.BadCharacter)]
    public void What_is_no_number_is_refused_with_its_cause(string? text, TelephoneNumberError expected)
    {
        Assert.False(TelephoneNumber.TryParse(text, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Endless_input_is_refused_before_work_is_done()
    {
        Assert.False(TelephoneNumber.TryParse(new string('1', 1_000_000), out _, out var error));
        Assert.Equal(TelephoneNumberError.BadLength, error);
    }

    [Fact]
    public void Every_valid_number_survives_every_way_of_typing() =>
        Gen.OneOf(Mobile, Landline, International)
            .Check(plain =>
            {
                var number = TelephoneNumber.Parse(plain);
                Assert.Equal(plain, number.Value);
                Assert.Equal(number, TelephoneNumber.Parse(MadeUp.Spread(MadeUp.FullWidth(plain), "\u3000")));
                Assert.Equal(number, JsonSerializer.Deserialize<TelephoneNumber>(JsonSerializer.Serialize(number)));
            });

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String[Gen.OneOf('0', '1', '3', '6', '7', '8', '9', '+', '-', '(', ')', '转', 'x', '#', ' ', '\ud800'), 0, 24]
            .Check(text =>
            {
                if (TelephoneNumber.TryParse(text, out var number, out _))
                    Assert.Equal(number, TelephoneNumber.Parse(number.Value));
            });

    [Fact]
    public void What_it_prints_never_holds_the_middle() =>
        Gen.OneOf(Mobile, Landline, International)
            .Check(plain =>
            {
                var number = TelephoneNumber.Parse(plain);
                var expected = plain[..3] + "****" + plain[^4..];
                Assert.Equal(expected, number.Masked);
                Assert.Equal(expected, $"{number}");
                Assert.Equal("****" + plain[^4..], number.Ending);
            });
}
