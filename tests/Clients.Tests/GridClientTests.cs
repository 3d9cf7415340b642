using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grid.Client;
using Grid.Client.Generated.Models;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace Grid.Clients.Tests;

/// <summary>What the C# package has around what is generated.</summary>
public sealed class GridClientTests
{
    private const string Json = "application/json";
    private const string Region = """{"code":"360000","name":"江西省"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again_with_the_same_key()
    {
        using var register = new Scripted(_ => Answer(new BreaksOff()), _ => Answer(Text("""{"outcome":"approved"}""")));
        using var grid = Client(register);

        var answer = await grid.V1.Applications["x"].Approval.PostAsync(cancellationToken: Cancellation);

        Assert.Equal(CommandOutcome.Approved, answer!.Outcome);
        Assert.Equal(2, register.Seen.Count);
        Assert.Single(register.Seen.Select(request => request.Key).Distinct());
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_sent_again()
    {
        var repeats = 0;
        using var register = new Scripted(
            async stop =>
            {
                await new TaskCompletionSource().Task.WaitAsync(stop);
                throw new InvalidOperationException("It was not given up.");
            },
            _ => Answer(Text(Region))
        );
        using var grid = Client(
            register,
            new GridClientOptions
            {
                FirstDelay = TimeSpan.Zero,
                Patience = TimeSpan.FromMilliseconds(100),
                Repeating = () => repeats++,
            }
        );

        var region = await grid.V1.Regions["360000"].GetAsync(cancellationToken: Cancellation);

        Assert.Equal("360000", region!.Code);
        Assert.Equal((2, 1), (register.Seen.Count, repeats));
    }

    [Fact]
    public async Task Who_wants_no_repeats_gets_what_was_answered()
    {
        using var register = new Scripted(_ =>
            Answer(Text("""{"status":503,"code":"unavailable"}""", "application/problem+json"), HttpStatusCode.ServiceUnavailable)
        );
        using var grid = Client(register, new GridClientOptions { MostRepeats = 0 });

        var problem = await Assert.ThrowsAsync<ProblemBody>(() => grid.V1.Regions["360000"].GetAsync(cancellationToken: Cancellation));

        Assert.Equal(503, problem.ResponseStatusCode);
        Assert.Single(register.Seen);
    }

    [Fact]
    public async Task Another_account_uses_the_same_connections_and_leaves_them_open()
    {
        using var register = new Scripted(_ => Answer(Text(Region)), _ => Answer(Text(Region)));
        using var grid = Client(register);

        using (var other = grid.As(_ => ValueTask.FromResult("two")))
            await other.V1.Regions["360000"].GetAsync(cancellationToken: Cancellation);
        await grid.V1.Regions["360000"].GetAsync(cancellationToken: Cancellation);

        Assert.Equal(["Bearer two", "Bearer one"], register.Seen.Select(request => request.Authorization));
    }

    [Fact]
    public async Task Headers_of_an_answer_can_be_read()
    {
        using var register = new Scripted(async stop =>
        {
            var answer = await Answer(Text(Region));
            answer.Headers.ETag = new EntityTagHeaderValue("\"7\"");
            return answer;
        });
        using var grid = Client(register);

        var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        await grid.V1.Regions["360000"].GetAsync(request => request.Options.Add(headers), Cancellation);

        Assert.Equal(["\"7\""], headers.ResponseHeaders["ETag"]);
    }

    private static GridClient Client(Scripted register, GridClientOptions? options = null) =>
        GridClient.Create(
            new Uri("http://register"),
            _ => ValueTask.FromResult("one"),
            options ?? new GridClientOptions { FirstDelay = TimeSpan.Zero },
            register
        );

    private static StringContent Text(string json, string type = Json) => new(json, Encoding.UTF8, type);

    private static Task<HttpResponseMessage> Answer(HttpContent content, HttpStatusCode status = HttpStatusCode.OK) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = content });

    /// <summary>Answers one request after the other, and notes them.</summary>
    private sealed class Scripted(params Func<CancellationToken, Task<HttpResponseMessage>>[] answers) : HttpMessageHandler
    {
        public List<(string? Authorization, string? Key)> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryGetValues("Idempotency-Key", out var keys);
            Seen.Add((request.Headers.Authorization?.ToString(), keys?.Single()));
            return answers[Seen.Count - 1](cancellationToken);
        }
    }

    /// <summary>A connection that is lost within the answer.</summary>
    private sealed class BreaksOff : HttpContent
    {
        public BreaksOff() => Headers.ContentType = new MediaTypeHeaderValue(Json);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{\"outcome\":"u8.ToArray());
            throw new IOException("The connection was lost.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
