using System.Text.Json.Nodes;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Grid.Api.Tests.Hosting;

/// <summary>How the outermost step answers failures inside.</summary>
public sealed class FailuresTests
{
    private const string Secret = "11010519491231002X";

    public static TheoryData<Exception, bool, int, string> Table =>
        new()
        {
            { new StoreUnavailableException(Secret), true, 503, "unavailable" },
            { new StoreUnavailableException(Secret), false, 503, "unavailable" },
            { new OutcomeUnknownException(Secret), true, 503, "outcome-unknown" },
            { new DuplicateReceiptException(Secret), true, 503, "outcome-unknown" },
            { new TimeoutException(Secret), true, 503, "outcome-unknown" },
            { new TimeoutException(Secret), false, 503, "unavailable" },
            { new OrleansException(Secret), true, 503, "outcome-unknown" },
            { new SiloUnavailableException(Secret), false, 503, "unavailable" },
            { new OperationCanceledException(Secret), true, 503, "outcome-unknown" },
            { new InvalidCursorException(), false, 400, "invalid-request" },
            { new BadHttpRequestException(Secret, 413), true, 413, "too-large" },
            { new BadHttpRequestException(Secret, 408), true, 408, "too-slow" },
            { new InvalidOperationException(Secret), true, 500, "internal-error" },
            { new FormatException(Secret), false, 500, "internal-error" },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Every_failure_is_a_problem_without_its_text(Exception failure, bool writes, int status, string code)
    {
        var (context, body) = await RunAsync(_ => throw failure, writes);
        Assert.Equal((status, code), (context.Response.StatusCode, (string?)body["code"]));
        Assert.DoesNotContain(Secret, body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(status == 503, context.Response.Headers.ContainsKey("Retry-After"));
        Assert.Equal(code == "outcome-unknown" ? "/v1/commands/key-1" : "", context.Response.Headers.Location.ToString());
    }

    [Theory]
    [InlineData(404, true, "no-such-route")]
    [InlineData(405, false, "method-not-allowed")]
    [InlineData(418, false, "invalid-request")]
    [InlineData(503, true, "outcome-unknown")]
    [InlineData(503, false, "unavailable")]
    public async Task An_answer_without_a_body_gets_one(int status, bool writes, string code)
    {
        var (_, body) = await RunAsync(
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
            writes
        );
        Assert.Equal(code, (string?)body["code"]);
    }

    [Fact]
    public async Task What_is_harmless_to_repeat_says_so()
    {
        var (context, body) = await RunAsync(_ => throw new OutcomeUnknownException(Secret), OperationKind.Repeatable);
        Assert.Equal(("outcome-unknown-repeat", ""), ((string?)body["code"], context.Response.Headers.Location.ToString()));
        Assert.True(context.Response.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData(true, 409, "number-taken")]
    [InlineData(false, 422, "not-storable")]
    public async Task What_the_store_refuses_is_no_failure_of_the_server(bool duplicate, int status, string code)
    {
        var (context, body) = await RunAsync(_ => throw new StoreRefusedException(Secret, "some_constraint", duplicate), writes: true);
        Assert.Equal((status, code), (context.Response.StatusCode, (string?)body["code"]));
        Assert.DoesNotContain(Secret, body.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<(HttpContext Context, JsonNode Body)> RunAsync(RequestDelegate next, bool writes) =>
        RunAsync(next, writes ? OperationKind.Write : OperationKind.Read);

    private static async Task<(HttpContext Context, JsonNode Body)> RunAsync(RequestDelegate next, OperationKind kind)
    {
        var context = new DefaultHttpContext();
        var stream = new MemoryStream();
        context.Response.Body = stream;
        context.Request.Method = kind == OperationKind.Read ? "GET" : "POST";
        context.Request.Headers["Idempotency-Key"] = "key-1";
        var operation = new Operation("a.b", kind);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(operation), "test"));
        await new Failures(next, NullLogger<Failures>.Instance).InvokeAsync(context);
        return (context, JsonNode.Parse(stream.ToArray())!);
    }
}
