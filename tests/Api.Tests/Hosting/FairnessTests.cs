using System.Net;
using System.Net.Http.Headers;
using Grid.Api.Hosting;
using Grid.Api.Tests.Hosts;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Hosting;

/// <summary>
/// Two callers over HTTP, one with more than the API takes. Its requests never end by themselves, so that what the other gets depends on no
/// speed: in one queue for all it would get nothing.
/// </summary>
public sealed class FairnessTests(SmallHost host) : IClassFixture<SmallHost>, IDisposable
{
    private const string Address = "/v1/applications?pageSize=1";

    /// <summary>Sends a body only when the server asks for it: while the request waits for its turn, the server does not.</summary>
    private readonly HttpClient patient = new(
        new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan, UseCookies = false }
    )
    {
        BaseAddress = host.Address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => patient.Dispose();

    [Theory]
    [InlineData("/v1/applications")]
    [InlineData("/V1/Applications")]
    public async Task A_caller_at_full_load_leaves_the_other_one_its_turns(string address)
    {
        Endless.Forget();
        var (greedy, modest) = (Clerk(), Clerk());
        var calls = new Hosts.Api(host, modest);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, SmallHost.PlacesOfOne).Select(_ => EndlessAsync(address, greedy, stop.Token)).ToList();
        await Wait.UntilAsync(() => Endless.Begun == SmallHost.PlacesOfOne, "the load is in progress");
        load.AddRange(Enumerable.Range(0, SmallHost.Queue).Select(_ => EndlessAsync(address, greedy, stop.Token)));
        await Wait.UntilAsync(() => Queue.Waiting == SmallHost.Queue, "the load waits");

        // All may wait that can. The other caller has its answers, one after the other.
        for (var i = 0; i < 10; i++)
            (await calls.GetAsync(Address)).Expect(HttpStatusCode.OK);

        // One more of the same caller is turned away, also where its address is written otherwise.
        var more = await new Hosts.Api(host, greedy).GetAsync(Address.Replace("/v1", "/V1", StringComparison.Ordinal));
        more.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(int.Parse(more.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 3);
        Assert.All(load, request => Assert.False(request.IsCompleted));

        // A second request at the same time takes the place in the queue of one of the greedy caller's, whose newest is turned away.
        var held = EndlessAsync("/v1/applications", modest, stop.Token);
        await Wait.UntilAsync(() => Endless.Begun == SmallHost.PlacesOfOne + 1, "the other caller's request is in progress");
        var second = calls.GetAsync(Address);
        Assert.Equal(HttpStatusCode.TooManyRequests, await await Task.WhenAny(load));
        Assert.False(second.IsCompleted);
        Assert.Equal(SmallHost.Queue - 1, load.Count(request => !request.IsCompleted) - SmallHost.PlacesOfOne);

        await stop.CancelAsync();
        (await second).Expect(HttpStatusCode.OK);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await ((Task)Task.WhenAll(load)).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        await Wait.UntilAsync(() => Queue.Waiting == 0, "the load is gone");
        (await new Hosts.Api(host, greedy).GetAsync(Address)).Expect(HttpStatusCode.OK);
    }

    private TurnQueue Queue => host.Services.GetRequiredService<TurnQueue>();

    private string Clerk() => host.Token("clerk", Hosts.Api.Donghu, "clerk-" + Guid.NewGuid().ToString("N"));

    /// <summary>A request whose body does not end: it keeps the place that it gets.</summary>
    private async Task<HttpStatusCode> EndlessAsync(string address, string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new Endless() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.ExpectContinue = true;
        using var answer = await patient.SendAsync(request, stop);
        return answer.StatusCode;
    }

    /// <summary>The beginning of a body, which does not end.</summary>
    private sealed class Endless : HttpContent
    {
        private static int begun;

        public Endless() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        public static int Begun => Volatile.Read(ref begun);

        public static void Forget() => Volatile.Write(ref begun, 0);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("{\"name\":"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            Interlocked.Increment(ref begun);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>A host with few places, and time for bodies that do not end.</summary>
public sealed class SmallHost : ApiHost
{
    public const int PlacesOfOne = 2;
    public const int Queue = 4;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Api:Concurrency"] = "3",
            ["Grid:Api:ConcurrencyPerCaller"] = "2",
            ["Grid:Api:Queue"] = "4",
            ["Grid:Api:Timeout"] = "00:10:00",
        };

    protected override void Adjust(WebApplicationBuilder builder)
    {
        base.Adjust(builder);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
    }
}
