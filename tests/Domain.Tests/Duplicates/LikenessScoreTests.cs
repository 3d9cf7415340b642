using System.Text;
using CsCheck;
using Grid.Domain.Data;
using Grid.Domain.Duplicates;

namespace Grid.Domain.Tests.Duplicates;

public sealed class LikenessScoreTests
{
    private const int Persons = 1_000_000;

    private static readonly LikenessWeights Weights = LikenessWeights.BuiltIn;

    [Fact]
    public void A_permit_and_a_citizen_number_of_one_person_are_listed()
    {
        var permit = MadeUpTraits.Of("陳大文", MadeUpTraits.Permit(MadeUpTraits.Born), address: null);
        Assert.True(Score(permit, MadeUpTraits.Citizen("陈大文"), names: 12).Bits >= Weights.Strong);
        Assert.True(Score(permit, MadeUpTraits.Citizen("陈大文", telephone: "13900000009"), names: 2).Bits >= Weights.List);
    }

    [Fact]
    public void A_number_that_was_typed_wrongly_is_listed()
    {
        var right = MadeUpTraits.Citizen("王晓明");
        var score = Score(right, MadeUpTraits.Citizen("王小明", new DateOnly(1985, 3, 21), address: null));
        Assert.Equal(
            [
                LikenessKind.SameSound,
                LikenessKind.Exchanged,
                LikenessKind.Same,
                LikenessKind.Same,
                LikenessKind.Missing,
                LikenessKind.OneSlip,
            ],
            score.Parts.Select(part => part.Likeness)
        );
        Assert.True(score.Bits >= Weights.List);
    }

    [Fact]
    public void A_name_in_letters_with_the_same_birth_and_telephone_is_listed()
    {
        var card = MadeUpTraits.Of("WANG XIAOMING", "ZZZ123456789012", MadeUpTraits.Born, address: null);
        Assert.True(Score(card, MadeUpTraits.Citizen("王晓明")).Bits >= Weights.List);
    }

    /// <summary>The false alarms that offices would curse us for.</summary>
    [Fact]
    public void Families_and_namesakes_are_not_listed()
    {
        var one = MadeUpTraits.Citizen("王建国");

        // Husband and wife: one telephone, one address.
        Assert.True(Score(one, MadeUpTraits.Citizen("李娜", new DateOnly(1986, 7, 30), sequence: 124)).Bits < Weights.List);

        // Father and son; brothers with a generation name.
        Assert.True(Score(one, MadeUpTraits.Citizen("王晓明", new DateOnly(2006, 7, 30), sequence: 125)).Bits < Weights.List);
        Assert.True(Score(one, MadeUpTraits.Citizen("王建军", new DateOnly(1987, 7, 30), sequence: 125)).Bits < Weights.List);

        // Twins: everything is the same but the given name.
        var twins = Score(one, MadeUpTraits.Citizen("王建军", sequence: 125));
        Assert.True(twins.Bits < Weights.List);
        Assert.Equal([CorrectionKind.Household, CorrectionKind.Twins], twins.Corrections.Select(correction => correction.Kind));

        // Two of two hundred with this name, born on one day, elsewhere.
        var other = MadeUpTraits.Citizen("王建国", sequence: 457, telephone: "13900000009", address: "样板路9号", area: 369955);
        Assert.True(Score(one, other, names: 200).Bits < Weights.List);
    }

    [Fact]
    public void A_rare_name_says_more_than_a_common_one_and_a_telephone_of_many_says_less()
    {
        var (one, other) = (MadeUpTraits.Citizen("王伟"), MadeUpTraits.Citizen("王伟", sequence: 125));
        Assert.True(Score(one, other, names: 2).Bits > Score(one, other, names: 100).Bits);
        Assert.True(Score(one, other, names: 100).Bits > Score(one, other, names: 1_000).Bits);
        Assert.Equal(Score(one, other, names: 2).Bits, Score(one, other, names: 3).Bits, 6); // The limit.
        Assert.True(Weights.OfCount(TraitKind.Telephone, 2, Persons) > Weights.OfCount(TraitKind.Telephone, 5_000, Persons));
    }

    [Fact]
    public void A_score_is_the_sum_of_its_parts()
    {
        var score = Score(MadeUpTraits.Citizen("王伟"), MadeUpTraits.Citizen("王伟", sequence: 125), names: 40);
        Assert.Equal(score.Bits, score.Parts.Sum(part => part.Bits) + score.Corrections.Sum(correction => correction.Bits), 6);
        Assert.Equal(Enum.GetValues<TraitKind>(), score.Parts.Select(part => part.Trait));
        Assert.Equal(40, score.Parts[0].Count);
    }

    /// <summary>What the sieve drops could not have reached the list, whatever the frequencies.</summary>
    [Fact]
    public void The_sieve_loses_nothing()
    {
        var names = Gen.OneOf("王伟", "王玮", "王小伟", "王晓伟", "李娜", "WANG WEI", "WONG WAI", "王偉");
        var born = Gen.OneOf(MadeUpTraits.Born, new DateOnly(1985, 12, 3), new DateOnly(1958, 3, 12), new DateOnly(1990, 1, 1));
        var telephone = Gen.OneOf("13800000001", "13800000011", "13900000009", "");
        var address = Gen.OneOf(MadeUpTraits.Address, "示例大道3-2-501", "样板路9号", "");
        var person = Gen.Select(names, born, telephone, address, Gen.Int[1, 4])
            .Select(one =>
                MadeUpTraits.Citizen(
                    one.Item1,
                    one.Item2,
                    one.Item5,
                    one.Item3.Length == 0 ? null : one.Item3,
                    one.Item4.Length == 0 ? null : one.Item4
                )
            );
        var sieve = new LikenessSieve(Weights);
        Gen.Select(person, person, Gen.Int[2, 2_000], Gen.Int[2, 2_000])
            .Sample(pair =>
            {
                var (one, other, ofName, ofTelephone) = pair;
                var score = LikenessScore.Of(LikenessOf.Persons(one, other), new SharedCounts(Persons, ofName, ofTelephone), Weights);
                return score.Bits < Weights.List || sieve.Compare(one, other) is not null;
            });
    }

    [Theory]
    [InlineData("\"list\": 26", "\"list\": 99", "list: must be a number of bits")]
    [InlineData("\"strong\": 34", "\"strong\": 20", "strong: must not be less than list")]
    [InlineData("\"weight\": -24", "\"weight\": 24", "twins.weight: must not be positive")]
    [InlineData("\"sameInPairs\": 0.85", "\"sameInPairs\": 1.85", "weights[0].sameInPairs: must be more than 0 and less than 1")]
    [InlineData("\"likeness\": \"sameSurname\"", "\"likeness\": \"oneSlip\"", "name cannot be oneSlip")]
    [InlineData("\"likeness\": \"sameSurname\"", "\"likeness\": \"different\"", "name, different must be there once, and is 2 times")]
    [InlineData("\"zh\": \"姓名相同\"", "\"zh\": \" \"", "weights[0].zh: must be a text")]
    [InlineData("\"version\": \"2026-1\"", "\"version\": \"\"", "version: must be a text")]
    [InlineData("\"trait\": \"sex\"", "\"trait\": \"shoes\"", "trait")]
    public void A_file_with_an_error_is_rejected_and_says_where(string from, string to, string expected)
    {
        var file = EmbeddedData.Read("duplicates/weights.json");
        var text = Encoding.UTF8.GetString(file.Content.Span);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var place = text.IndexOf(from, StringComparison.Ordinal);
        var wrong = string.Concat(text.AsSpan(0, place), to, text.AsSpan(place + from.Length));
        var error = Assert.Throws<DataFileException>(() =>
            LikenessWeights.Parse(new DataFile("weights.json", Encoding.UTF8.GetBytes(wrong)))
        );
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static LikenessScore Score(Traits one, Traits other, long names = 20, long telephones = 2)
    {
        var likeness = LikenessOf.Persons(one, other);
        return LikenessScore.Of(likeness, new SharedCounts(Persons, names, telephones), Weights);
    }
}
