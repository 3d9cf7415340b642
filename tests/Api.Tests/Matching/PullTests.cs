using System.Globalization;
using System.Text;
using Grid.Api.Hosting;
using Grid.Api.Matching;
using Grid.Api.Matching.Pulling;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans;

namespace Grid.Api.Tests.Matching;

/// <summary>Files of sources that are fetched on a schedule. Each test has a source for itself.</summary>
[Collection(OneHost.Name)]
public sealed class PullTests(ApiHost host) : IAsyncLifetime, IDisposable
{
    private const string Header = "证件号码,姓名,数据编号,起始日期";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly ServiceProvider clients = new ServiceCollection()
        .AddHttpClient(MatchPuller.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(OutwardCalls.Handler)
        .Services.BuildServiceProvider();
    private SourceServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMatchRuns Runs => host.Services.GetRequiredService<IMatchRuns>();

    private MatchPullOptions Options => new() { Address = server.Address.ToString() };

    public async ValueTask InitializeAsync() => server = await SourceServer.StartAsync(Cancellation);

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => clients.Dispose();

    [Fact]
    public async Task A_file_is_fetched_once_a_period_and_reaches_those_who_are_registered()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var token = Path.Combine(host.Home, $"source-{Guid.NewGuid():N}.token");
        await File.WriteAllTextAsync(token, "secret-word\n", Cancellation);
        var options = Options;
        options.TokenFile = token;
        var asOf = Seconds(clock.GetUtcNow().AddMinutes(-5));
        server.Offer($"{Header}\n{number},,D-1,{clock.GetUtcNow().AddHours(8):yyyy-MM-dd}\n{People.Number()},,D-2,not a day", asOf);

        var puller = Puller();
        Assert.Equal(PullOutcome.Delivered, await puller.PullAsync("death", options, Cancellation));
        Assert.Equal(PullOutcome.NotDue, await puller.PullAsync("death", options, Cancellation));
        Assert.Equal(("Bearer secret-word", ""), Assert.Single(server.Asked));
        var run = await DoneAsync("death");
        Assert.Equal((asOf, 2, 1, 1), (run.AsOf, run.Received, run.Hits, run.Tasks));
        Assert.Contains("match:death", (await clerk.GetAsync($"/v1/persons/{person}/duties")).Text, StringComparison.Ordinal);

        // A day later the source has nothing newer at first.
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(PullOutcome.Unchanged, await puller.PullAsync("death", options, Cancellation));
        Assert.Equal(asOf.ToString("R", CultureInfo.InvariantCulture), server.Asked.Last().IfModifiedSince);
        server.Answer = context => SendAsync(context, server.Asked.Last().IfModifiedSince, 0, []); // One that does not compare.
        Assert.Equal(PullOutcome.Unchanged, await puller.PullAsync("death", options, Cancellation));
        server.Offer($"{Header}\n{People.Number()},,D-3,2026-11-30", asOf.AddHours(20));
        Assert.Equal(PullOutcome.Delivered, await puller.PullAsync("death", options, Cancellation));
        Assert.Equal(asOf.AddHours(20), (await DoneAsync("death")).AsOf);
    }

    [Fact]
    public async Task What_is_not_a_whole_file_with_its_moment_is_no_delivery_and_the_next_attempt_is_one()
    {
        const string Source = "conscription";
        var file = Encoding.UTF8.GetBytes($"{Header}\n{People.Number()},,C-1,2026-11-02");
        var modified = Seconds(clock.GetUtcNow().AddMinutes(-5)).ToString("R", CultureInfo.InvariantCulture);
        (string Name, Func<HttpContext, Task> Answer)[] faults =
        [
            ("an error", context => Status(context, 500)),
            ("a refusal", context => Status(context, 401)),
            ("a redirect, which may lead anywhere", context => Status(context, 302)),
            ("no moment", context => SendAsync(context, null, file.Length, file)),
            ("a moment that has not come", context => SendAsync(context, "Fri, 01 Jan 2100 00:00:00 GMT", file.Length, file)),
            ("cut off", context => SendAsync(context, modified, file.Length + 100, file)),
            ("no end that can be known", context => WithoutLengthAsync(context, modified, file)),
            ("no table", context => SendAsync(context, modified, 6, "<html>"u8.ToArray())),
            ("nothing", context => SendAsync(context, modified, 0, [])),
        ];
        foreach (var (name, answer) in faults)
        {
            server.Answer = answer;
            Assert.True(await Puller().PullAsync(Source, Options, Cancellation) == PullOutcome.Failed, name);
            Assert.All(await OfSourceAsync(Source), run => Assert.Equal(MatchRunStatus.Cancelled, run.Status));
        }

        server.Answer = context => SendAsync(context, modified, file.Length, file);
        Assert.Equal(PullOutcome.Delivered, await Puller().PullAsync(Source, Options, Cancellation));
        Assert.Equal(1, (await DoneAsync(Source)).Received);
    }

    [Fact]
    public async Task A_source_that_sends_nothing_any_more_is_given_up()
    {
        var begun = new TaskCompletionSource();
        server.Answer = async context =>
        {
            context.Response.Headers.LastModified = Seconds(clock.GetUtcNow()).ToString("R", CultureInfo.InvariantCulture);
            context.Response.ContentLength = 1_000_000;
            await context.Response.WriteAsync(Header, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            begun.SetResult();
            var gone = new TaskCompletionSource();
            await using var leaving = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        var pulling = Puller().PullAsync("leftCountry", Options, Cancellation);
        await begun.Task;
        await Wait.UntilAsync(async () => (await OfSourceAsync("leftCountry")).Any(IsReceiving), "the delivery is begun");
        while (!pulling.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(PullOutcome.Failed, await pulling);
        Assert.DoesNotContain(await OfSourceAsync("leftCountry"), IsReceiving);

        bool IsReceiving(MatchRun run) => run is { By: MatchPuller.Subject, Status: MatchRunStatus.Receiving };
    }

    [Fact]
    public async Task Two_processes_make_one_delivery_and_one_that_died_holds_it_up_for_a_quarter_of_an_hour()
    {
        const string Source = "contributions";
        server.Offer($"{Header}\n{People.Number()},,S-1,2026-11-02", clock.GetUtcNow().AddMinutes(-5));
        var source = host.Services.GetRequiredService<IReferenceData>().Sources.Find(Source)!;
        var dead = MatchRun.Opened(source, clock.GetUtcNow().AddMinutes(-1), MatchPuller.Subject, null, null, clock.GetUtcNow());
        Assert.True(await Runs.OpenAsync(dead, receipt: null, Cancellation));
        MatchPuller[] processes = [Puller(), Puller()];
        Assert.All(await AllAsync(), outcome => Assert.Equal(PullOutcome.Busy, outcome));
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.All(await AllAsync(), outcome => Assert.Equal(PullOutcome.Busy, outcome));

        clock.Advance(TimeSpan.FromMinutes(1));
        var outcomes = await AllAsync();
        Assert.Single(outcomes, outcome => outcome == PullOutcome.Delivered);
        Assert.Single(outcomes, outcome => outcome is PullOutcome.Busy or PullOutcome.NotDue);
        Assert.Equal(MatchRunStatus.Cancelled, (await Runs.FindAsync(dead.Id, Cancellation))!.Status);
        Assert.Single(await OfSourceAsync(Source), run => run.Status != MatchRunStatus.Cancelled);

        Task<PullOutcome[]> AllAsync() => Task.WhenAll(processes.Select(one => one.PullAsync(Source, Options, Cancellation)));
    }

    [Fact]
    public async Task Another_delivery_of_the_source_goes_first_and_what_an_operator_cancelled_is_not_fetched_again()
    {
        const string Source = "pension";
        server.Offer($"{Header}\n{People.Number()},,P-1,2026-11-02", clock.GetUtcNow().AddMinutes(-5));
        var source = host.Services.GetRequiredService<IReferenceData>().Sources.Find(Source)!;
        var sent = MatchRun.Opened(source, clock.GetUtcNow(), "some-sender", null, 5, clock.GetUtcNow());
        Assert.True(await Runs.OpenAsync(sent, receipt: null, Cancellation));
        Assert.Equal(PullOutcome.Busy, await Puller().PullAsync(Source, Options, Cancellation));
        Assert.True(await Runs.CancelAsync(sent.Id, clock.GetUtcNow(), receipt: null, Cancellation));

        Assert.Equal(PullOutcome.Delivered, await Puller().PullAsync(Source, Options, Cancellation));
        await host.ScalarAsync<object>("UPDATE match_run SET status = 'cancelled' WHERE id = $1", (await DoneAsync(Source)).Id);
        Assert.Equal(PullOutcome.NotDue, await Puller().PullAsync(Source, Options, Cancellation));
        Assert.Equal(PullOutcome.NotDue, await Puller().PullAsync("no-such-source", Options, Cancellation));
    }

    [Fact]
    public async Task It_looks_every_minute_and_waits_longer_and_longer_for_a_source_that_fails()
    {
        server.Answer = context => Status(context, 503);
        var sources = new Dictionary<string, MatchPullOptions>(StringComparer.Ordinal) { ["prison"] = Options };
        using var pulling = new MatchPulling(sources, Puller(), clock, NullLogger<MatchPulling>.Instance);
        var asked = new List<int>();
        for (var minute = 1; minute <= 20; minute++)
        {
            var before = server.Asked.Count;
            clock.Advance(TimeSpan.FromMinutes(1));
            await pulling.LookAsync(Cancellation);
            if (server.Asked.Count > before)
                asked.Add(minute);
        }

        Assert.Equal([1, 2, 4, 8, 16], asked);

        // And by itself.
        var count = server.Asked.Count;
        await pulling.StartAsync(Cancellation);
        while (server.Asked.Count == count)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await pulling.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("daily", "2026-11-30T02:29:59+08:00", "2026-11-29T02:30:00+08:00")]
    [InlineData("daily", "2026-11-30T02:30:00+08:00", "2026-11-30T02:30:00+08:00")]
    [InlineData("daily", "2026-11-29T18:30:00+00:00", "2026-11-30T02:30:00+08:00")]
    [InlineData("weekly", "2026-11-30T02:29:59+08:00", "2026-11-23T02:30:00+08:00")]
    [InlineData("weekly", "2026-11-30T02:30:00+08:00", "2026-11-30T02:30:00+08:00")]
    [InlineData("weekly", "2026-12-06T23:00:00+08:00", "2026-11-30T02:30:00+08:00")]
    [InlineData("monthly", "2026-12-01T02:29:59+08:00", "2026-11-01T02:30:00+08:00")]
    [InlineData("monthly", "2027-01-01T02:30:00+08:00", "2027-01-01T02:30:00+08:00")]
    [InlineData("continuous", "2026-11-30T23:59:59+08:00", "2026-11-30T23:00:00+08:00")]
    public void A_file_is_due_by_the_schedule_of_its_source(string schedule, string now, string due) =>
        Assert.Equal(
            DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            PullSchedule.LatestDue(
                Enum.Parse<MatchSchedule>(schedule, ignoreCase: true),
                new TimeOnly(2, 30),
                DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)
            )
        );

    [Theory]
    [InlineData("Address", "ftp://source.example/file")]
    [InlineData("Address", null)]
    [InlineData("TokenFile", "/no/such/file")]
    [InlineData("Patience", "00:00:00")]
    public void A_wrong_setting_is_named(string setting, string? value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Grid:Matching:Pulls:death:At"] = "03:15",
                    ["Grid:Matching:Pulls:death:Address"] = "https://source.example/file",
                    [$"Grid:Matching:Pulls:death:{setting}"] = value,
                }
            )
            .Build();
        var error = Assert.Throws<OptionsValidationException>(() => MatchPullOptions.ReadAll(configuration));
        Assert.Contains($"Grid:Matching:Pulls:death:{setting}", error.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Seconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == 302)
            context.Response.Headers.Location = "/elsewhere.csv";
        return Task.CompletedTask;
    }

    private static async Task SendAsync(HttpContext context, string? modified, long length, byte[] content)
    {
        context.Response.Headers.LastModified = modified;
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
        if (length > content.Length)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    /// <summary>As servers of HTTP/1.0 do: the end of the connection is the end of the file.</summary>
    private static Task WithoutLengthAsync(HttpContext context, string modified, byte[] content)
    {
        context.Response.Headers.LastModified = modified;
        context.Response.Headers.Connection = "close";
        context.Response.Headers.TransferEncoding = "identity";
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private MatchPuller Puller()
    {
        var services = host.Services;
        var files = new MatchFile(
            Runs,
            services.GetRequiredService<IPersonIdentifier>(),
            services.GetRequiredService<IReferenceData>(),
            clock
        );
        return new MatchPuller(
            clients.GetRequiredService<IHttpClientFactory>(),
            Runs,
            files,
            services.GetRequiredService<IReferenceData>(),
            services.GetRequiredService<IGrainFactory>(),
            clock,
            NullLogger<MatchPuller>.Instance
        );
    }

    private async Task<IReadOnlyList<MatchRun>> OfSourceAsync(string source) =>
        [.. (await Runs.ListAsync(1_000, Cancellation)).Where(run => run.Source == source)];

    /// <summary>The newest delivery of a source, when it is done.</summary>
    private async Task<MatchRun> DoneAsync(string source)
    {
        MatchRun? newest = null;
        await Wait.UntilAsync(
            async () => (newest = (await Runs.PulledAsync(source, MatchPuller.Subject, Cancellation))[0]).Status == MatchRunStatus.Done,
            "the delivery is done"
        );
        return newest!;
    }
}
