using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grid.Api.Tests.Hosts;
using Grid.Api.Webhooks;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Reference;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grid.Api.Tests.Webhooks;

/// <summary>Deliveries to a real receiver over TLS, from a real feed; time is moved by hand.</summary>
[Collection(OneHost.Name)]
public sealed class WebhookDeliveryTests(ApiHost host)
{
    private const string Office = "36048101";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Office));
    private readonly Hosts.Api system = new(host, host.Token("office-system", Office));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IWebhooks Webhooks => host.Services.GetRequiredService<IWebhooks>();

    [Fact]
    public async Task A_receiver_is_sent_what_the_feed_has_signed_so_that_anybody_can_check_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        using var delivery = new Delivering(host, receiver);
        var (id, keys) = await MakeAsync(receiver);
        await delivery.StartAsync();
        var start = await NowAsync();
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        await UntilAsync(receiver, person, "exited");

        var feed = await FeedAsync(start, person);
        Assert.Equal(feed, OfPerson(receiver, person));
        foreach (var got in receiver.Got)
        {
            // As the standard says it, computed from what came over the wire.
            var signed = Encoding.UTF8.GetBytes($"{got.Id}.{got.Headers["webhook-timestamp"]}.").Concat(got.Body).ToArray();
            Assert.Equal(keys[0].KeyId, got.Headers["webhook-key-id"]);
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(keys[0].Key, signed)), got.Headers["webhook-signature"]);
            Assert.InRange(
                DateTimeOffset.FromUnixTimeSeconds(long.Parse(got.Headers["webhook-timestamp"], null)),
                TimeProvider.System.GetUtcNow().AddMinutes(-5),
                TimeProvider.System.GetUtcNow().AddMinutes(1)
            );
            Assert.Equal("application/json; charset=utf-8", got.Headers["Content-Type"]);
        }

        Assert.Equal(receiver.Got.Count, receiver.Got.Select(got => got.Id).Distinct().Count());

        // A new secret: both sign until the old one ends, the new one first.
        var second = new WebhookSecret("second", RandomNumberGenerator.GetBytes(32));
        await Webhooks.SetSecretAsync(id, second, TimeProvider.System.GetUtcNow().AddHours(1), Cancelled);
        var (other, _, _) = await People.RegisterAsync(clerk);
        await UntilAsync(receiver, other, "registered");
        var latest = receiver.Got.Last(got => got.Items.Any(item => (string?)item["personId"] == other));
        var text = Encoding.UTF8.GetBytes($"{latest.Id}.{latest.Headers["webhook-timestamp"]}.").Concat(latest.Body).ToArray();
        Assert.Equal($"second {keys[0].KeyId}", latest.Headers["webhook-key-id"]);
        Assert.Equal(
            string.Join(
                ' ',
                ((byte[][])[second.Key, keys[0].Key]).Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, text)))
            ),
            latest.Headers["webhook-signature"]
        );
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM webhook WHERE position($1 in secret) > 0", second.Key));
        await Webhooks.DeleteAsync(id, null, Cancelled);
    }

    [Fact]
    public async Task A_day_of_500_loses_nothing_keeps_the_order_and_delays_no_other()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        await using var healthy = await WebhookReceiver.StartAsync("well.test");
        using var delivery = new Delivering(host, receiver, healthy);
        var (id, _) = await MakeAsync(receiver);
        var (other, _) = await MakeAsync(healthy);
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await delivery.StartAsync();
        var start = await NowAsync();
        var (person, _, _) = await People.RegisterAsync(clerk);
        await UntilAsync(healthy, person, "registered");
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        await UntilAsync(healthy, person, "exited");

        // The waits grow up to an hour: a day is some thirty attempts, and each is the same delivery.
        var until = delivery.Clock.GetUtcNow().AddDays(1);
        for (var tried = 0; delivery.Clock.GetUtcNow() < until; )
        {
            await Wait.UntilAsync(() => receiver.Got.Count > tried, () => $"attempt {tried + 1}");
            tried = receiver.Got.Count;
            Webhook? failed = null;
            await Wait.UntilAsync(
                async () => (failed = await Webhooks.FindAsync(id, Cancelled))!.Failures >= tried,
                "a failure that is stored"
            );
            Assert.Equal(("500", WebhookState.Active), (failed!.LastAnswer, failed.State));
            if (failed.NotBefore > delivery.Clock.GetUtcNow())
                delivery.Clock.Advance(failed.NotBefore.Value - delivery.Clock.GetUtcNow());
        }

        Assert.InRange(receiver.Got.Count, 24, 80);
        Assert.Single(receiver.Got.Select(got => got.Id).Distinct());
        Assert.Empty(receiver.Taken);
        receiver.Answer = null;
        delivery.Clock.Advance(TimeSpan.FromHours(1));
        await UntilAsync(receiver, person, "exited");
        Assert.Equal(await FeedAsync(start, person), OfPerson(receiver, person));
        var well = (await Webhooks.FindAsync(id, Cancelled))!;
        await Wait.UntilAsync(async () => (well = (await Webhooks.FindAsync(id, Cancelled))!).Failures == 0, "a webhook that works");
        Assert.Null(well.FailingSince);
        await Webhooks.DeleteAsync(id, null, Cancelled);
        await Webhooks.DeleteAsync(other, null, Cancelled);
    }

    [Fact]
    public async Task One_that_fails_too_long_is_given_up_and_goes_on_when_it_is_resumed()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        using var delivery = new Delivering(host, receiver);
        var (id, _) = await MakeAsync(receiver);
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await delivery.StartAsync();
        var (person, _, _) = await People.RegisterAsync(clerk);
        await Wait.UntilAsync(async () => (await Webhooks.FindAsync(id, Cancelled))!.Failures == 1, "a failure");
        delivery.Clock.Advance(TimeSpan.FromDays(6));
        await Wait.UntilAsync(async () => (await Webhooks.FindAsync(id, Cancelled))!.State == WebhookState.Dead, "one that is given up");
        var tried = receiver.Got.Count;
        delivery.Clock.Advance(TimeSpan.FromDays(1));
        receiver.Answer = null;
        var (other, _) = await MakeAsync(receiver); // Another one is delivered meanwhile; the dead one is not.
        await People.RegisterAsync(clerk);
        await Wait.UntilAsync(async () => (await Webhooks.FindAsync(other, Cancelled))!.Delivered > 0, "a delivery of the other");
        Assert.DoesNotContain(receiver.Taken, item => (string?)item["personId"] == person);
        Assert.True(receiver.Got.Count > tried);

        await Webhooks.SetStateAsync(id, WebhookState.Active, null, Cancelled);
        await UntilAsync(receiver, person, "registered");
        await Webhooks.DeleteAsync(id, null, Cancelled);
        await Webhooks.DeleteAsync(other, null, Cancelled);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_receiver_that_hangs_is_left()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        await using var hanging = await WebhookReceiver.StartAsync("hang.test");
        using var delivery = new Delivering(host, receiver, hanging);
        var (id, _) = await MakeAsync(receiver);
        var (slow, _) = await MakeAsync(hanging);
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        hanging.Answer = context => Wait.ForAsync(TimeSpan.FromMinutes(5), context.RequestAborted);
        await delivery.StartAsync();
        await People.RegisterAsync(clerk);
        await AnswerAsync(id, "307");
        await AnswerAsync(slow, "no answer in time");
        Assert.All(receiver.Got, got => Assert.Equal("/hook", got.Path));
        await Webhooks.DeleteAsync(id, null, Cancelled);
        await Webhooks.DeleteAsync(slow, null, Cancelled);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    public async Task A_name_that_leads_to_a_forbidden_address_is_not_called(string address)
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        using var delivery = new Delivering(host, [], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]), receiver);
        var (id, _) = await MakeAsync(receiver);
        await delivery.StartAsync();
        await People.RegisterAsync(clerk);
        await AnswerAsync(id, "address not allowed");
        Assert.Empty(receiver.Got);
        await Webhooks.DeleteAsync(id, null, Cancelled);
    }

    [Fact]
    public async Task An_unknown_certificate_and_a_host_that_is_no_longer_allowed_are_not_sent_to()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        await using var stranger = await WebhookReceiver.StartAsync("hook.test");
        using var delivery = new Delivering(host, receiver);
        var (id, _) = await MakeAsync(receiver);
        var (other, _) = await MakeAsync(stranger, $"https://hook.test:{stranger.Port}/hook");
        delivery.Options.Hosts.Add($"hook.test:{stranger.Port}");
        var (gone, _) = await MakeAsync(receiver, "https://gone.test/hook");
        await delivery.StartAsync();
        await People.RegisterAsync(clerk);
        await AnswerAsync(other, "certificate not accepted");
        await AnswerAsync(gone, "host not allowed");
        Assert.Empty(stranger.Got);
        foreach (var one in (Guid[])[id, other, gone])
            await Webhooks.DeleteAsync(one, null, Cancelled);
    }

    [Fact]
    public async Task Two_processes_send_each_delivery_once_and_one_takes_over_from_the_other()
    {
        await using var receiver = await WebhookReceiver.StartAsync("hook.test");
        using var first = new Delivering(host, receiver);
        using var second = new Delivering(host, receiver);
        var (id, _) = await MakeAsync(receiver);
        await first.StartAsync();
        await second.StartAsync();
        var start = await NowAsync();
        var (person, _, _) = await People.RegisterAsync(clerk);
        await UntilAsync(receiver, person, "registered");
        Assert.Equal(await FeedAsync(start, person), OfPerson(receiver, person));

        // Whichever has it ends; the other goes on at once.
        await first.StopAsync();
        var (other, _, _) = await People.RegisterAsync(clerk);
        await UntilAsync(receiver, other, "registered");
        Assert.Equal(await FeedAsync(start, other), OfPerson(receiver, other));

        // Sent again from a place of the feed, as deliveries of their own.
        await Webhooks.MoveAsync(id, start, null, Cancelled);
        await Wait.UntilAsync(
            () => OfPerson(receiver, person).Count(change => change.Event == "registered") == 2,
            "what was sent before, again"
        );
        Assert.Equal(receiver.Got.Count, receiver.Got.Select(got => got.Id).Distinct().Count());

        // Paused, it is sent nothing; resumed, nothing is missing.
        await Webhooks.SetStateAsync(id, WebhookState.Paused, null, Cancelled);
        var (late, _, _) = await People.RegisterAsync(clerk);
        Assert.Empty(await Webhooks.LeaseAsync(second.Clock.GetUtcNow(), second.Clock.GetUtcNow(), 10, Cancelled));
        await Webhooks.SetStateAsync(id, WebhookState.Active, null, Cancelled);
        await UntilAsync(receiver, late, "registered");
        await Webhooks.DeleteAsync(id, null, Cancelled);
    }

    private async Task<(Guid Id, IReadOnlyList<WebhookSecret> Keys)> MakeAsync(WebhookReceiver receiver, string? address = null)
    {
        var (id, key) = (Guid.NewGuid(), new WebhookSecret("first", RandomNumberGenerator.GetBytes(32)));
        var made = new NewWebhook(
            id,
            Office,
            "测试",
            address ?? receiver.Address,
            "test",
            TimeProvider.System.GetUtcNow(),
            await NowAsync()
        );
        Assert.True(await Webhooks.CreateAsync(made, 1000, null, Cancelled));
        Assert.True(await Webhooks.SetSecretAsync(id, key, default, Cancelled));
        return (id, [key]);
    }

    private async Task<string> NowAsync() => (await system.GetAsync("/v1/changes?after=now")).Expect(HttpStatusCode.OK)["next"]!;

    private async Task AnswerAsync(Guid id, string answer) =>
        await Wait.UntilAsync(async () => (await Webhooks.FindAsync(id, Cancelled))!.LastAnswer == answer, $"'{answer}'");

    private static Task UntilAsync(WebhookReceiver receiver, string person, string kind) =>
        Wait.UntilAsync(() => OfPerson(receiver, person).Any(change => change.Event == kind), $"{kind} at the receiver");

    private static List<(long Version, string Event)> OfPerson(WebhookReceiver receiver, string person) =>
        [
            .. receiver
                .Taken.Where(item => (string?)item["personId"] == person)
                .Select(item => ((long)item["version"]!, (string)item["event"]!)),
        ];

    private async Task<List<(long Version, string Event)>> FeedAsync(string after, string person)
    {
        var page = (await system.GetAsync($"/v1/changes?pageSize=200&after={after}")).Expect(HttpStatusCode.OK).Json;
        return
        [
            .. page["items"]!
                .AsArray()
                .Where(item => (string?)item!["personId"] == person)
                .Select(item => ((long)item!["version"]!, (string)item["event"]!)),
        ];
    }

    /// <summary>A process that delivers, with a clock of its own.</summary>
    private sealed class Delivering : IDisposable
    {
        private readonly ApiHost host;
        private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
        private WebhookDelivery? delivery;
        private WebhookSender? sender;

        public Delivering(ApiHost host, params WebhookReceiver[] receivers)
            : this(host, ["127.0.0.0/8"], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), receivers) { }

        public Delivering(
            ApiHost host,
            string[] networks,
            Func<string, CancellationToken, Task<IPAddress[]>> resolve,
            params WebhookReceiver[] receivers
        )
        {
            (this.host, this.resolve) = (host, resolve);
            Options = new WebhookOptions
            {
                AuthorityFile = Path.Combine(Path.GetTempPath(), $"grid-hooks-{Guid.NewGuid():N}.pem"),
                AttemptTimeout = TimeSpan.FromSeconds(2),
                Interval = TimeSpan.FromMilliseconds(50),
            };
            File.WriteAllText(Options.AuthorityFile, string.Join('\n', receivers.Select(one => File.ReadAllText(one.AuthorityFile))));
            foreach (var receiver in receivers)
                Options.Hosts.Add($"{receiver.Host}:{receiver.Port}");
            foreach (var network in networks)
                Options.Networks.Add(network);
        }

        public WebhookOptions Options { get; }

        public MovingClock Clock { get; } = new();

        public async Task StartAsync()
        {
            var options = Microsoft.Extensions.Options.Options.Create(Options);
            var targets = new AllowedTargets(options);
            sender = new WebhookSender(targets, options, TimeProvider.System, resolve);
            delivery = new WebhookDelivery(
                host.Services.GetRequiredService<IWebhooks>(),
                host.Services.GetRequiredService<IChangeFeed>(),
                sender,
                targets,
                host.Services.GetRequiredService<IReferenceData>(),
                options,
                Clock,
                NullLogger<WebhookDelivery>.Instance
            );
            await delivery.StartAsync(Cancelled);
        }

        public Task StopAsync() => delivery!.StopAsync(CancellationToken.None);

        public void Dispose()
        {
            delivery?.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
            delivery?.Dispose();
            sender?.Dispose();
            File.Delete(Options.AuthorityFile!);
        }
    }
}
