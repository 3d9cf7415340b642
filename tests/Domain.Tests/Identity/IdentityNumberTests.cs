using System.Text.Json;
using CsCheck;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Testing;

namespace Grid.Domain.Tests.Identity;

public sealed class IdentityNumberTests
{
    [Theory]
    [InlineData("11010519491231002X", IdentityDocumentKind.CitizenNumber, "1949-12-31", Sex.Female)] // published in GB 11643
    [InlineData("440524188001010014", IdentityDocumentKind.CitizenNumber, "1880-01-01", Sex.Male)] // published in GB 11643
    [InlineData("11010519491231002x", IdentityDocumentKind.CitizenNumber, "1949-12-31", Sex.Female)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", IdentityDocumentKind.CitizenNumber, "1949-12-31", Sex.Female)]
    [InlineData("11010519491231002Ⅹ", IdentityDocumentKind.CitizenNumber, "1949-12-31", Sex.Female)]
    [InlineData(" 110105 1949\u30001231\t002\u200bX\ufeff\n", IdentityDocumentKind.CitizenNumber, "1949-12-31", Sex.Female)]
    public void A_citizen_number_is_read_however_it_is_typed(string text, IdentityDocumentKind kind, string birthDate, Sex sex)
    {
        Assert.True(IdentityNumber.TryParse(text, out var number, out var error));
        Assert.Equal(IdentityNumberError.None, error);
        Assert.Equal(kind, number.Kind);
        Assert.Equal(DateOnly.Parse(birthDate), number.BirthDate);
        Assert.Equal(sex, number.Sex);
        Assert.False(number.RoutesToManualReview);
        Assert.False(number.ExcludedFromStatistics);
    }

    [Theory]
    [InlineData("81000019900229", false)]
    [InlineData("81000019920229", true)]
    [InlineData("99999920000101", true)]
    [InlineData("99999918491231", false)]
    [InlineData("36010018500101", true)]
    [InlineData("36010018491231", false)]
    [InlineData("36010019901301", false)]
    [InlineData("36010019900431", false)]
    [InlineData("36010000000000", false)]
    public void The_birth_date_is_a_real_one_from_1850_on(string areaAndBirth, bool valid)
    {
        Assert.Equal(valid, IdentityNumber.TryParse(CitizenNumbers.Complete(areaAndBirth + "003"), out _, out var error));
        Assert.Equal(valid ? IdentityNumberError.None : IdentityNumberError.BadBirthDate, error);
    }

    [Theory]
    [InlineData("810000", IdentityDocumentKind.HongKongResidencePermit, false)]
    [InlineData("820000", IdentityDocumentKind.MacaoResidencePermit, false)]
    [InlineData("830000", IdentityDocumentKind.TaiwanResidencePermit, false)]
    [InlineData("936156", IdentityDocumentKind.ForeignResidentCard2023, true)]
    [InlineData("810001", IdentityDocumentKind.CitizenNumber, false)]
    [InlineData("000000", IdentityDocumentKind.CitizenNumber, false)] // unknown and abolished areas are not refused
    [InlineData("362100", IdentityDocumentKind.CitizenNumber, false)] // 上饶地区, abolished
    public void The_kind_is_read_from_the_number(string area, IdentityDocumentKind kind, bool foreign)
    {
        var number = IdentityNumber.Parse(CitizenNumbers.Complete(area + "19900228011"));
        Assert.Equal(kind, number.Kind);
        Assert.Equal(new DateOnly(1990, 2, 28), number.BirthDate);
        Assert.Equal(Sex.Male, number.Sex);
        Assert.Equal(foreign, number.RoutesToManualReview);
        Assert.Equal(foreign, number.ExcludedFromStatistics);
    }

    [Fact]
    public void A_foreign_card_of_2017_contains_neither_birth_date_nor_sex()
    {
        var number = IdentityNumber.Parse("usa 3601 900101 23");
        Assert.Equal("USA360190010123", number.Value);
        Assert.Equal(IdentityDocumentKind.ForeignResidentCard2017, number.Kind);
        Assert.Null(number.BirthDate);
        Assert.Null(number.Sex);
        Assert.True(number.RoutesToManualReview);
        Assert.True(number.ExcludedFromStatistics);
        Assert.Equal("***********0123", number.Masked);
        Assert.False(number.IsBornAfter(DateOnly.MinValue));
    }

    [Theory]
    [InlineData(null, IdentityNumberError.Empty)]
    [InlineData("", IdentityNumberError.Empty)]
    [InlineData(" \u3000\u200b\ufeff", IdentityNumberError.Empty)]
    [InlineData("1101051949123100", IdentityNumberError.BadLength)]
    [InlineData("11010519491231002XX", IdentityNumberError.BadLength)]
    [InlineData("1", IdentityNumberError.BadLength)]
    [InlineData("110105194912310021", IdentityNumberError.BadCheckDigit)]
    [InlineData("110105194912310X20", IdentityNumberError.BadCharacter)]
    [InlineData("11010519491231002Y", IdentityNumberError.BadCharacter)]
    [InlineData("11010519491231002Х", IdentityNumberError.BadCharacter)] // Cyrillic
    [InlineData("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", IdentityNumberError.BadCharacter)] // Arabic digits
    [InlineData("110105-19491231-002X", IdentityNumberError.BadCharacter)]
    [InlineData("US1234567890123", IdentityNumberError.BadCharacter)]
    [InlineData("USAA23456789012", IdentityNumberError.BadCharacter)]
    [InlineData("11010549123100X", IdentityNumberError.BadCharacter)]
    [InlineData("110105491231002", IdentityNumberError.ConfirmFifteenDigits)]
    [InlineData("１１０１０５ ４９１２３１ ００２", IdentityNumberError.ConfirmFifteenDigits)]
    [InlineData("369999990506997", IdentityNumberError.ConfirmFifteenDigits)]
    [InlineData("H12345678", IdentityNumberError.OtherDocument)] // 来往内地通行证
    [InlineData("ｍ1234567801", IdentityNumberError.OtherDocument)]
    [InlineData("12345678", IdentityNumberError.OtherDocument)] // 台胞证
    [InlineData("1234567890A", IdentityNumberError.OtherDocument)]
    [InlineData("E12345678", IdentityNumberError.OtherDocument)] // a passport
    [InlineData("H123456789", IdentityNumberError.BadLength)] // 9 digits: neither
    [InlineData("1234567890", IdentityNumberError.BadLength)]
    [InlineData("11010519491231002", IdentityNumberError.BadLength)]
    [InlineData("110105491331002", IdentityNumberError.BadBirthDate)]
    [InlineData("11010519491231002\0", IdentityNumberError.BadCharacter)]
    [InlineData("'; DROP TABLE person; --", IdentityNumberError.BadCharacter)]
    public void What_is_no_number_is_refused_with_its_cause(string? text, IdentityNumberError expected)
    {
        Assert.False(IdentityNumber.TryParse(text, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.False(IdentityNumber.TryParse("11010519491231002\ud800", out _, out var error));
        Assert.Equal(IdentityNumberError.BadCharacter, error);
    }

    [Fact]
    public void Endless_input_is_refused_before_work_is_done()
    {
        Assert.False(IdentityNumber.TryParse(new string('\uFDFA', 1_000_000), out _, out var error));
        Assert.Equal(IdentityNumberError.BadLength, error);
    }

    [Fact]
    public void Birth_in_the_future_is_seen_with_the_callers_date()
    {
        var number = IdentityNumber.Parse(CitizenNumbers.Complete("36010020260302002"));
        Assert.True(number.IsBornAfter(new DateOnly(2026, 3, 1)));
        Assert.False(number.IsBornAfter(new DateOnly(2026, 3, 2)));
    }

    [Fact]
    public void Every_valid_number_survives_every_way_of_typing() =>
        MadeUp.AnyNumber.Check(plain =>
        {
            var number = IdentityNumber.Parse(plain);
            Assert.Equal(plain, number.Value);
            Assert.Equal(number, IdentityNumber.Parse(number.Value));
            Assert.Equal(number, IdentityNumber.Parse(plain.ToLowerInvariant()));
            Assert.Equal(number, IdentityNumber.Parse(MadeUp.FullWidth(plain)));
            Assert.Equal(number, IdentityNumber.Parse(MadeUp.FullWidth(plain.ToLowerInvariant())));
            foreach (var separator in new[] { " ", "\u3000", "\u00a0", "\u200b", "\u2060" })
                Assert.Equal(number, IdentityNumber.Parse(MadeUp.Spread(plain, separator)));
        });

    [Fact]
    public void The_form_of_fifteen_digits_is_never_taken_for_a_number_and_its_form_of_eighteen_is_among_its_candidates() =>
        MadeUp
            .Eighteen.Where(number => number[6..8] == "19" && number[0] is not ('8' or '9'))
            .Check(plain =>
            {
                var old = plain[..6] + plain[8..17];
                Assert.False(IdentityNumber.TryParse(old, out _, out var error));
                Assert.Equal(IdentityNumberError.ConfirmFifteenDigits, error);
                Assert.Contains(IdentityNumber.Parse(plain), IdentityNumber.Candidates(old));
            });

    [Theory]
    [InlineData("369999990506997", "1999-05-06", "1899-05-06")]
    [InlineData("369999490506996", "1949-05-06", null)] // 1849 is before the earliest day
    [InlineData("369999990506995", "1999-05-06", null)]
    [InlineData("369999000229998", null, null)] // 1900 and 1800 had no 29 February
    [InlineData("36999999050699", null, null)]
    [InlineData("USA360190010123", null, null)]
    [InlineData(null, null, null)]
    public void The_sequences_of_centenarians_leave_two_centuries_open(string? typed, params string?[] born) =>
        Assert.Equal(
            born.OfType<string>().Select(DateOnly.Parse),
            IdentityNumber.Candidates(typed).Select(number => number.BirthDate!.Value)
        );

    [Theory]
    [InlineData("000000", false)]
    [InlineData("169999", false)]
    [InlineData("389999", false)]
    [InlineData("709999", false)]
    [InlineData("362100", true)] // 上饶地区, abolished
    [InlineData("369999", true)]
    [InlineData("710001", true)]
    [InlineData("810000", true)]
    [InlineData("990101", true)] // a foreign card: its layout is another
    public void A_citizen_number_without_a_province_is_seen(string area, bool has) =>
        Assert.Equal(has, IdentityNumber.Parse(CitizenNumbers.Complete(area + "19900228011")).HasProvince);

    [Fact]
    public void Any_single_changed_digit_is_refused() =>
        Gen.Select(MadeUp.Eighteen, Gen.Int[0, 16], Gen.Int[1, 9])
            .Check(
                (plain, place, shift) =>
                {
                    var characters = plain.ToCharArray();
                    characters[place] = (char)('0' + ((characters[place] - '0' + shift) % 10));
                    Assert.False(IdentityNumber.TryParse(new string(characters), out _, out _));
                }
            );

    [Fact]
    public void Any_swap_of_different_neighbours_is_refused() =>
        Gen.Select(MadeUp.Eighteen, Gen.Int[0, 15])
            .Where((plain, place) => plain[place] != plain[place + 1])
            .Check(
                (plain, place) =>
                {
                    var characters = plain.ToCharArray();
                    (characters[place], characters[place + 1]) = (characters[place + 1], characters[place]);
                    Assert.False(IdentityNumber.TryParse(new string(characters), out _, out _));
                }
            );

    [Fact]
    public void What_it_prints_shows_the_last_four_characters_alone() =>
        MadeUp.AnyNumber.Check(plain =>
        {
            var number = IdentityNumber.Parse(plain);
            var expected = new string('*', plain.Length - 4) + plain[^4..];
            Assert.Equal(expected, number.Masked);
            Assert.Equal(expected, number.ToString());
            Assert.Equal(expected, $"{number}");
            Assert.DoesNotContain(plain, new { number }.ToString()!, StringComparison.Ordinal);
        });

    [Fact]
    public void Json_holds_the_plain_number_and_reads_back() =>
        MadeUp.AnyNumber.Check(plain =>
        {
            var json = JsonSerializer.Serialize(IdentityNumber.Parse(plain));
            Assert.Equal($"\"{plain}\"", json);
            Assert.Equal(plain, JsonSerializer.Deserialize<IdentityNumber>(json)!.Value);
        });

    [Fact]
    public void A_json_error_names_the_cause_and_not_the_number()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IdentityNumber>("\"110105194912310021\""));
        Assert.Contains("BadCheckDigit", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("110105", error.ToString(), StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IdentityNumber>("110105194912310021"));
        Assert.Null(JsonSerializer.Deserialize<IdentityNumber>("null"));
        var format = Assert.Throws<FormatException>(() => IdentityNumber.Parse("110105194912310021"));
        Assert.DoesNotContain("110105", format.Message, StringComparison.Ordinal);
    }
}
