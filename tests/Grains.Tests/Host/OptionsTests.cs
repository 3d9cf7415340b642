using Grid.Grains.Calendars;
using Grid.Grains.Notices;
using Grid.Silo.Notices;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Host;

/// <summary>A process with invalid options does not start, and names them.</summary>
public sealed class OptionsTests
{
    private const string Gateway = "https://sms.example.org";

    public static TheoryData<string, SmsOptions> WrongSms =>
        new()
        {
            {
                "BaseAddress",
                new SmsOptions { BaseAddress = "sms.example.org" }
            },
            {
                "BaseAddress",
                new SmsOptions { BaseAddress = "ftp://sms.example.org" }
            },
            {
                "Path",
                new SmsOptions { BaseAddress = Gateway, Path = "/messages" }
            },
            {
                "Path",
                new SmsOptions { BaseAddress = Gateway, Path = " " }
            },
            {
                "Path",
                new SmsOptions { BaseAddress = Gateway, Path = "https://elsewhere.example.org/messages" }
            },
            {
                "KeyHeader",
                new SmsOptions { BaseAddress = Gateway, KeyHeader = "" }
            },
            {
                "KeyHeader",
                new SmsOptions { BaseAddress = Gateway, KeyHeader = "X-Key: 1" }
            },
            {
                "KeyFile",
                new SmsOptions { BaseAddress = Gateway, KeyFile = "/no/such/file" }
            },
            {
                "AttemptTimeout",
                new SmsOptions { BaseAddress = Gateway, AttemptTimeout = TimeSpan.FromMilliseconds(99) }
            },
            {
                "AttemptTimeout",
                new SmsOptions { BaseAddress = Gateway, AttemptTimeout = TimeSpan.FromSeconds(31) }
            },
            {
                "Retries",
                new SmsOptions { BaseAddress = Gateway, Retries = -1 }
            },
            {
                "Retries",
                new SmsOptions { BaseAddress = Gateway, Retries = 6 }
            },
        };

    public static TheoryData<string, NoticeOptions> WrongNotices =>
        new()
        {
            {
                "Interval",
                new NoticeOptions { Interval = TimeSpan.FromMilliseconds(9) }
            },
            {
                "Interval",
                new NoticeOptions { Interval = TimeSpan.FromMinutes(2) }
            },
            {
                "Lease",
                new NoticeOptions { Lease = TimeSpan.FromSeconds(59) }
            },
            {
                "Lease",
                new NoticeOptions { Lease = TimeSpan.FromMinutes(61) }
            },
            {
                "PageSize",
                new NoticeOptions { PageSize = 0 }
            },
            {
                "PageSize",
                new NoticeOptions { PageSize = 1001 }
            },
            {
                "AtOnce",
                new NoticeOptions { AtOnce = 0 }
            },
            {
                "AtOnce",
                new NoticeOptions { AtOnce = 65 }
            },
            {
                "Link",
                new NoticeOptions { Link = "answer here" }
            },
            {
                "Link",
                new NoticeOptions { Link = "https://example.org/" + new string('x', 100) }
            },
        };

    public static TheoryData<string, CalendarOptions> WrongCalendars =>
        new()
        {
            {
                "Poll",
                new CalendarOptions { Poll = TimeSpan.FromMilliseconds(9) }
            },
            {
                "Poll",
                new CalendarOptions { Poll = TimeSpan.FromSeconds(61) }
            },
            {
                "AtOnce",
                new CalendarOptions { AtOnce = 0 }
            },
            {
                "AtOnce",
                new CalendarOptions { AtOnce = 257 }
            },
            {
                "PageSize",
                new CalendarOptions { PageSize = 0 }
            },
            {
                "PageSize",
                new CalendarOptions { PageSize = 10_001 }
            },
        };

    [Fact]
    public void Defaults_are_good_and_so_are_the_ends_of_the_ranges()
    {
        foreach (
            var good in (SmsOptions[])
                [
                    new(),
                    new() { BaseAddress = Gateway },
                    new()
                    {
                        BaseAddress = "http://127.0.0.1:1",
                        Path = "v2/sms",
                        Retries = 0,
                        AttemptTimeout = TimeSpan.FromMilliseconds(100),
                    },
                    new()
                    {
                        BaseAddress = Gateway,
                        Retries = 5,
                        AttemptTimeout = TimeSpan.FromSeconds(30),
                    },
                    new() { Retries = 99 }, // Without a gateway nothing of it is used.
                ]
        )
        {
            Assert.True(new SmsOptionsValidator().Validate(null, good).Succeeded);
        }

        foreach (
            var good in (NoticeOptions[])
                [
                    new(),
                    new()
                    {
                        Interval = TimeSpan.FromMilliseconds(10),
                        Lease = TimeSpan.FromMinutes(1),
                        PageSize = 1,
                        AtOnce = 1,
                        Link = "https://example.org/answer",
                    },
                    new()
                    {
                        Interval = TimeSpan.FromMinutes(1),
                        Lease = TimeSpan.FromHours(1),
                        PageSize = 1000,
                        AtOnce = 64,
                    },
                ]
        )
        {
            Assert.True(new NoticeOptionsValidator().Validate(null, good).Succeeded);
        }

        foreach (
            var good in (CalendarOptions[])
                [
                    new(),
                    new()
                    {
                        Poll = TimeSpan.FromMilliseconds(10),
                        AtOnce = 1,
                        PageSize = 1,
                    },
                    new()
                    {
                        Poll = TimeSpan.FromMinutes(1),
                        AtOnce = 256,
                        PageSize = 10_000,
                    },
                ]
        )
        {
            Assert.True(new CalendarOptionsValidator().Validate(null, good).Succeeded);
        }
    }

    [Theory]
    [MemberData(nameof(WrongSms))]
    public void A_wrong_gateway_option_is_named(string option, SmsOptions wrong) =>
        Named("Grid:Sms:" + option, new SmsOptionsValidator().Validate(null, wrong));

    [Theory]
    [MemberData(nameof(WrongNotices))]
    public void A_wrong_option_of_messages_is_named(string option, NoticeOptions wrong) =>
        Named("Grid:Notices:" + option, new NoticeOptionsValidator().Validate(null, wrong));

    [Theory]
    [MemberData(nameof(WrongCalendars))]
    public void A_wrong_calendar_option_is_named(string option, CalendarOptions wrong) =>
        Named("Grid:Calendars:" + option, new CalendarOptionsValidator().Validate(null, wrong));

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(
            3,
            new SmsOptionsValidator()
                .Validate(
                    null,
                    new SmsOptions
                    {
                        BaseAddress = "x",
                        Path = "/",
                        Retries = 9,
                    }
                )
                .Failures!.Count()
        );

    private static void Named(string option, ValidateOptionsResult result)
    {
        Assert.True(result.Failed);
        Assert.StartsWith(option + " ", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
