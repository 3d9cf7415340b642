using Grid.Api.Hosting;
using Grid.Console.Hosting;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Notices;
using Grid.Silo.Hosting;
using Grid.Silo.Notices;
using Grid.Silo.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
                ]
        )
        {
            Assert.Empty(CheckedOptions.Mistakes(SmsOptions.Section, good));
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
            Assert.Empty(CheckedOptions.Mistakes(NoticeOptions.Section, good));
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
            Assert.Empty(CheckedOptions.Mistakes(CalendarOptions.Section, good));
        }
    }

    [Theory]
    [MemberData(nameof(WrongSms))]
    public void A_wrong_gateway_option_is_named(string option, SmsOptions wrong) =>
        Named("Grid:Sms:" + option, CheckedOptions.Mistakes(SmsOptions.Section, wrong));

    [Theory]
    [MemberData(nameof(WrongNotices))]
    public void A_wrong_option_of_messages_is_named(string option, NoticeOptions wrong) =>
        Named("Grid:Notices:" + option, CheckedOptions.Mistakes(NoticeOptions.Section, wrong));

    [Theory]
    [MemberData(nameof(WrongCalendars))]
    public void A_wrong_calendar_option_is_named(string option, CalendarOptions wrong) =>
        Named("Grid:Calendars:" + option, CheckedOptions.Mistakes(CalendarOptions.Section, wrong));

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(
            3,
            CheckedOptions
                .Mistakes(
                    SmsOptions.Section,
                    new SmsOptions
                    {
                        BaseAddress = "x",
                        Path = "/",
                        Retries = 9,
                    }
                )
                .Count
        );

    /// <summary>Each of the register's options is registered with its check.</summary>
    [Theory]
    [InlineData("Grid:Api:Concurrency", "0")]
    [InlineData("Grid:CaseMoves:Pause", "02:00:00")]
    [InlineData("Grid:Calendars:AtOnce", "257")]
    [InlineData("Grid:Console:Refresh", "00:00:00")]
    [InlineData("Grid:Counting:PageSize", "0")]
    [InlineData("Grid:Duplicates:Block", "1")]
    [InlineData("Grid:Duties:TicksAtWork", "10001")]
    [InlineData("Grid:Matching:Retry", "2.00:00:00")]
    [InlineData("Grid:Notices:Link", "answer here")]
    [InlineData("Grid:OtherClocks:Tolerance", "-00:00:01")]
    [InlineData("Grid:Platform:BatchSize", "501")]
    [InlineData("Grid:Platform:Connections", "65")]
    [InlineData("Grid:Platform:ClientCertificatePasswordFile", "/dev/null")]
    [InlineData("Grid:Reports:WatchedPeriods", "121")]
    [InlineData("Grid:Sms:Retries", "6")]
    public void A_process_does_not_start_with_a_value_out_of_range(string setting, string value) =>
        Assert.StartsWith(setting + " is ", Assert.Single(Mistakes((setting, value))), StringComparison.Ordinal);

    [Fact]
    public void A_password_in_an_address_is_not_shown()
    {
        var mistake = Assert.Single(
            CheckedOptions.Mistakes(SmsOptions.Section, new SmsOptions { BaseAddress = "ftp://grid:secret-word@sms.example.org" })
        );
        Assert.Contains("ftp://…@sms.example.org", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_a_gateway_that_is_not_there_are_not_used()
    {
        using var services = Services(("Grid:Sms:Retries", "99"), ("Grid:Sms:BaseAddress", null));
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static IReadOnlyList<string> Mistakes(params (string Setting, string? Value)[] settings)
    {
        using var services = Services(settings);
        var error = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(error));

        // The client of a gateway reads the gateway's options, so that the same error comes twice.
        IEnumerable<Exception> errors = error is AggregateException several ? several.InnerExceptions : [error];
        return [.. errors.Cast<OptionsValidationException>().SelectMany(one => one.Failures).Distinct(StringComparer.Ordinal)];
    }

    private static ServiceProvider Services(params (string Setting, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GRID_ENVIRONMENT"] = "Development",
            ["Grid:Sms:BaseAddress"] = Gateway,
            ["Grid:Platform:BaseAddress"] = "https://platform.example.org",
        };
        foreach (var (setting, value) in settings)
            values[setting] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddGridGrains(configuration)
            .AddGridCalendars(configuration)
            .AddGridReports(configuration)
            .AddGridNotices(configuration)
            .AddGridPlatform(configuration, isDevelopment: true)
            .AddGridCaseMoves(configuration)
            .AddGridImports(configuration)
            .AddGridDuplicates(configuration)
            .AddGridMatching(configuration)
            .AddGridSms(configuration)
            .AddGridApi(configuration)
            .AddGridConsole(configuration)
            .BuildServiceProvider();
    }

    private static void Named(string option, IReadOnlyList<string> mistakes) =>
        Assert.StartsWith(option + " is ", Assert.Single(mistakes), StringComparison.Ordinal);
}
