using System.Text;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Services;
using Grid.Domain.Tests.Calendar;

namespace Grid.Domain.Tests.Services;

/// <summary>Service list and policy list as a province edits them, 79/2020 (三).</summary>
public sealed class OfferListTests
{
    private const string Item =
        """{ "code": "S1", "kind": "010", "zh": "岗位推荐", "en": "Referral", "from": "2026-02-28", "to": "2026-03-31" }""";

    [Fact]
    public void The_shipped_lists_are_in_both_languages_and_an_item_is_offered_from_its_first_to_its_last_day()
    {
        Assert.All(OfferList.BuiltInServices.Items.Concat(OfferList.BuiltInPolicies.Items), i =>
            Assert.False(string.IsNullOrWhiteSpace(i.Zh) || string.IsNullOrWhiteSpace(i.En))
        );
        var list = OfferList.Parse(File($$"""{"version":"1","items":[{{Item}}]}"""), CodeListIds.ServiceKind);
        Assert.Null(list.Find("S1", Tables.Day("2026-02-27")));
        Assert.NotNull(list.Find("S1", Tables.Day("2026-02-28")));
        Assert.NotNull(list.Find("S1", Tables.Day("2026-03-31")));
        Assert.Null(list.Find("S1", Tables.Day("2026-04-01")));
        Assert.Null(list.Find(null, Tables.Day("2026-03-01")));
    }

    [Theory]
    [InlineData("\"010\"", "\"077\"", "items[0].kind: '077' is no code of list service-kind")]
    [InlineData("\"S1\"", "\" \"", "items[0].code")]
    [InlineData("\"Referral\"", "\"\"", "items[0].en")]
    [InlineData("\"岗位推荐\"", "\"\"", "items[0].zh")]
    [InlineData("2026-03-31", "2026-02-27", "items[0].to")]
    [InlineData("2026-03-31", "2026-02-30", "to")]
    [InlineData("\"zh\"", "\"cn\"", "cn")]
    public void A_wrong_list_is_refused_with_the_place(string original, string wrong, string error) =>
        Assert.Contains(
            Assert
                .Throws<DataFileException>(() =>
                    OfferList.Parse(
                        File($$"""{"version":"1","items":[{{Item.Replace(original, wrong, StringComparison.Ordinal)}}]}"""),
                        CodeListIds.ServiceKind
                    )
                )
                .Errors,
            e => e.Contains(error, StringComparison.Ordinal)
        );

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var thrown = Assert.Throws<DataFileException>(() =>
            OfferList.Parse(File($$"""{"version":"","items":[{{Item}},{{Item}}]}"""), CodeListIds.ServiceKind)
        );
        Assert.Equal(2, thrown.Errors.Count);
    }

    private static DataFile File(string json) => new("services/services.json", Encoding.UTF8.GetBytes(json));
}
