using System.Text.Json;
using CsCheck;
using Grid.Domain.Numbers;
using Grid.Testing;

namespace Grid.Domain.Tests.Numbers;

public sealed class NumberTests
{
    private static readonly Gen<(string Region, DateOnly Date, int Serial)> Parts = Gen.Select(
        Gen.Int[110_000, 659_999].Select(region => region.ToString()),
        Gen.Int[0, 40_000].Select(days => new DateOnly(2020, 3, 31).AddDays(days)),
        Gen.Int[0, 9_999_999]
    );

    [Fact]
    public void The_check_digit_is_iso_7064_mod_11_10()
    {
        // 0794 → 07945, the example of ISO 7064.
        Assert.Equal('5', Mod1110Of("0794"));
    }

    [Fact]
    public void A_registration_number_gives_back_its_parts() =>
        Parts.Check(parts =>
        {
            var number = RegistrationNumber.Create(parts.Region, parts.Date, parts.Serial);
            Assert.Equal($"{parts.Region}{parts.Date:yyyyMM}{parts.Serial:D7}", number.Value[..19]);
            Assert.Equal(Mod1110Of(number.Value[..19]), number.Value[19]);
            Assert.Equal(RegistrationNumber.Length, number.Value.Length);
            Assert.Equal(parts.Region, number.Region);
            Assert.Equal(new DateOnly(parts.Date.Year, parts.Date.Month, 1), number.Month);
            Assert.Equal(parts.Serial, number.Serial);
            Assert.Equal(number.Value, number.ToString());
            Assert.Equal(number, RegistrationNumber.Parse(Identity.MadeUp.Spread(Identity.MadeUp.FullWidth(number.Value), " ")));
            Assert.Equal($"\"{number.Value}\"", JsonSerializer.Serialize(number));
            Assert.Equal(number, JsonSerializer.Deserialize<RegistrationNumber>(JsonSerializer.Serialize(number)));
        });

    [Fact]
    public void An_application_number_gives_back_its_parts() =>
        Parts.Check(parts =>
        {
            var number = ApplicationNumber.Create(parts.Region, parts.Date, parts.Serial);
            Assert.Equal($"{parts.Region}{parts.Date:yyyyMMdd}{parts.Serial:D7}", number.Value[..21]);
            Assert.Equal(Mod1110Of(number.Value[..21]), number.Value[21]);
            Assert.Equal(ApplicationNumber.Length, number.Value.Length);
            Assert.Equal(parts.Region, number.Region);
            Assert.Equal(parts.Date, number.Date);
            Assert.Equal(parts.Serial, number.Serial);
            Assert.Equal(number, ApplicationNumber.Parse(Identity.MadeUp.Spread(Identity.MadeUp.FullWidth(number.Value), "\u3000")));
            Assert.Equal(number, JsonSerializer.Deserialize<ApplicationNumber>(JsonSerializer.Serialize(number)));
        });

    [Fact]
    public void Any_single_changed_digit_is_refused() =>
        Gen.Select(Parts, Gen.Int[0, 21], Gen.Int[1, 9])
            .Check(
                (parts, place, shift) =>
                {
                    Assert.False(
                        ApplicationNumber.TryParse(
                            Changed(ApplicationNumber.Create(parts.Region, parts.Date, parts.Serial).Value, place, shift),
                            out _
                        )
                    );
                    var registration = RegistrationNumber.Create(parts.Region, parts.Date, parts.Serial).Value;
                    Assert.False(RegistrationNumber.TryParse(Changed(registration, place % 20, shift), out _));
                }
            );

    [Theory]
    [InlineData(null, NumberError.Empty)]
    [InlineData(" \u200b", NumberError.Empty)]
    [InlineData("3601022026110000042", NumberError.BadLength)]
    [InlineData("360102202611000004255", NumberError.BadLength)]
    [InlineData("3601022026110000042X", NumberError.BadCharacter)]
    [InlineData("36010220261300000420", NumberError.BadDate)]
    [InlineData("36010220260000000420", NumberError.BadDate)]
    public void What_is_no_registration_number_is_refused_with_its_cause(string? text, NumberError expected)
    {
        Assert.False(RegistrationNumber.TryParse(text, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void An_application_number_has_a_real_date_and_its_own_check_digit()
    {
        var good = ApplicationNumber.Create("360102", new DateOnly(2028, 2, 29), 0).Value;
        Assert.False(ApplicationNumber.TryParse(good.Replace("20280229", "20270229", StringComparison.Ordinal), out _, out var error));
        Assert.Equal(NumberError.BadDate, error);
        Assert.False(ApplicationNumber.TryParse(Changed(good, 21, 1), out _, out error));
        Assert.Equal(NumberError.BadCheckDigit, error);
        Assert.False(ApplicationNumber.TryParse(new string('1', 1_000_000), out _, out error));
        Assert.Equal(NumberError.BadLength, error);
    }

    [Fact]
    public void Numbers_are_made_of_a_region_of_six_digits_and_a_serial_of_seven()
    {
        var date = new DateOnly(2026, 11, 22);
        Assert.Throws<ArgumentException>(() => RegistrationNumber.Create("36010", date, 1));
        Assert.Throws<ArgumentException>(() => RegistrationNumber.Create("36010A", date, 1));
        Assert.Throws<ArgumentException>(() => ApplicationNumber.Create("360102000000", date, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ApplicationNumber.Create("360102", date, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegistrationNumber.Create("360102", date, 10_000_000));
        Assert.Equal(9_999_999, RegistrationNumber.Create("360102", date, 9_999_999).Serial);
    }

    private static string Changed(string value, int place, int shift)
    {
        var characters = value.ToCharArray();
        characters[place] = (char)('0' + ((characters[place] - '0' + shift) % 10));
        return new string(characters);
    }

    /// <summary>The digit that makes the standard's recursion end in 1, found by trying all ten.</summary>
    private static char Mod1110Of(string digits) =>
        Identity.MadeUp.Digits.Single(check =>
        {
            var product = 10;
            foreach (var digit in digits)
            {
                var sum = (product + digit - '0') % 10;
                product = (sum == 0 ? 10 : sum) * 2 % 11;
            }

            return (product + check - '0') % 10 == 1;
        });
}
