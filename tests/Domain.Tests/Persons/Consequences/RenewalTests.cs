using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// A refused item is made again after the record was corrected. That nothing else changes in it is checked with random lives.
/// </summary>
public sealed class RenewalTests
{
    [Fact]
    public void A_registration_takes_what_was_corrected_and_leaves_what_later_items_report()
    {
        var r = Scripts.Registered();
        var told = r.PlatformItems.Single(item => item.Kind == PlatformItemKind.Registration);
        Assert.True(TelephoneNumber.TryParse("13900000001", out var telephone, out _));
        Scripts.Ok(
            r.Ask(
                0,
                new CorrectData
                {
                    Why = "本人更正",
                    Telephone = telephone,
                    JobWishes = ["2"],
                },
                World.Supervisor
            )
        );
        Scripts.Ok(
            r.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = Domain.Codes.ExitReason.Hired,
                        On = Domain.Calendar.ChinaTime.DateOf(r.Now),
                        Evidence = World.Hand(),
                    }
                ),
                World.Supervisor
            )
        );

        var renewed = Renew(r, told.Key)!;
        Assert.Equal((told.Key, told.On, told.Region), (renewed.Key, renewed.On, renewed.Region));
        Assert.Equal("13900000001", renewed.Content.GetProperty("details").GetProperty("telephone").GetString());
        Assert.Equal(
            ["2"],
            renewed.Content.GetProperty("registration").GetProperty("jobWishes").EnumerateArray().Select(wish => wish.GetString())
        );
        Assert.Equal(
            told.Content.GetProperty("registration").GetProperty("office").GetString(),
            renewed.Content.GetProperty("registration").GetProperty("office").GetString()
        );
        Assert.NotEqual(JsonSerializer.Serialize(told.Content), JsonSerializer.Serialize(renewed.Content));
    }

    [Fact]
    public void What_was_entered_in_error_since_cannot_be_made_again()
    {
        var r = Scripts.Registered();
        var told = r.PlatformItems.Single(item => item.Kind == PlatformItemKind.Registration);
        Scripts.EndInError(r, 0);
        Assert.Null(Renew(r, told.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("registration")]
    [InlineData("registration:1")]
    [InlineData("exit:36010220260300000012:99")]
    [InlineData("::")]
    public void A_key_that_the_journal_does_not_know_gives_nothing(string key) => Assert.Null(Renew(Scripts.Registered(), key));

    private static PlatformItem? Renew(SmallRegister register, string key) =>
        PlatformRenewal.Of(key, register.Records[0], register.RecordedOf(0), World.Offices);
}
