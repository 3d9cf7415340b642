using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Text;

namespace Grid.Api.Tests.Telemetry;

/// <summary>One trace leads from the office's request to the platform, although the upload happens later and in company.</summary>
[Collection(AloneWithTelemetry.Name)]
public sealed class TraceTests(TelemetryHost host) : IClassFixture<TelemetryHost>
{
    [Fact]
    public async Task From_the_offices_request_through_grain_and_commit_to_the_platform()
    {
        var clerk = host.Clerk();
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var number = submitted["applicationNumber"]!;
        (await clerk.PostAsync($"/v1/applications/{number}/verifications", People.Check("identity", "confirmed").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        var (trace, office) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        var registration = await ApproveAsync(number, $"00-{trace}-{office}-01");
        await host.HeldAsync(registration, "result", "registration");
        var spans = await host.UntilAsync(
            () => Task.FromResult<IReadOnlyList<Activity>?>(host.Spans.Of(trace)),
            seen =>
                seen.Count(span => span.OperationName == "platform upload") == 2
                && seen.Any(span => span.Source.Name == "Microsoft.AspNetCore")
        );

        Show(spans);
        var request = Assert.Single(spans, span => span.Source.Name == "Microsoft.AspNetCore");
        Assert.Equal((office, "/v1/applications/{number}/approval"), (request.ParentSpanId, request.GetTagItem("http.route")));
        var command = Assert.Single(spans, span => span is { Source.Name: "Grid.Persons", OperationName: "ApproveApplication" });
        Assert.Contains(request, Ancestors(command, spans));

        // One call for an approval: the command itself, which names its application. The request does not read the record first; its
        // message does, later.
        Assert.Equal(
            ["ApproveApplication"],
            spans
                .Where(span => span.Kind == ActivityKind.Client && span.ParentSpanId == request.SpanId)
                .Select(MethodOf)
                .OfType<string>()
                .Where(IsOfPerson)
                .Select(method => method.Split('/')[^1])
        );
        Assert.Contains(spans, span =>
            span.SpanId == command.ParentSpanId
            && span.GetTagItem("rpc.method") is string method
            && method.EndsWith("/ApproveApplication", StringComparison.Ordinal)
        );
        var group = Assert.Single(spans, span => span.OperationName == "person-write group");
        Assert.Contains(command, Ancestors(group, spans));
        Assert.Contains(group.Links, link =>
            spans.Any(span => span.SpanId == link.Context.SpanId && span.Links.Any(back => back.Context.SpanId == group.SpanId))
        );
        Assert.Contains(spans, span => span.Source.Name == "Npgsql" && span.ParentSpanId == group.SpanId);

        var items = spans.Where(span => span.OperationName == "platform item").ToList();
        Assert.Equal(["Registration", "Result"], items.Select(item => (string?)item.GetTagItem("grid.platform.kind")).Order());
        Assert.All(items, item => Assert.Equal("accepted", item.GetTagItem("grid.platform.outcome")));
        Assert.All(items, item => Assert.Contains(command, Ancestors(item, spans)));
        foreach (var upload in spans.Where(span => span.OperationName == "platform upload"))
        {
            Assert.Contains(items, item => item.SpanId == upload.ParentSpanId);
            var call = Assert.Single(spans, span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == upload.SpanId);
            Assert.Equal(200, call.GetTagItem("http.response.status_code"));
        }

        Assert.Contains(host.Asked, asked => asked.Trace == trace && asked.Path.EndsWith("/uploads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_has_one_span_that_is_linked_with_each_of_its_members()
    {
        var clerk = host.Clerk();
        var group = await host.UntilAsync(GroupAsync, span => span is not null);
        var members = group.Links.Select(link => link.Context).ToList();
        Assert.Equal(members.Count, group.GetTagItem("grid.group.size"));
        Assert.Equal(members.Count, members.Select(member => member.TraceId).Distinct().Count());
        foreach (var member in members)
        {
            await host.UntilAsync(
                () => Task.FromResult<IReadOnlyList<Activity>?>(host.Spans.Of(member.TraceId)),
                spans => spans.Any(span => span.SpanId == member.SpanId && span.Links.Any(back => back.Context == group.Context))
            );
        }

        async Task<Activity?> GroupAsync()
        {
            await Task.WhenAll(
                Enumerable.Range(0, 24).Select(_ => clerk.PostAsync("/v1/applications", People.Submission().ToJsonString()))
            );
            return host.Spans.All().FirstOrDefault(span => span.OperationName == "person-write group" && span.Links.Count() > 1);
        }
    }

    private static string? MethodOf(Activity span) => span.GetTagItem("rpc.method") as string;

    private static bool IsOfPerson(string method) =>
        method.Contains("IPersonGrain/", StringComparison.Ordinal) || method.Contains("Grid.IPersonGrain", StringComparison.Ordinal);

    private static IEnumerable<Activity> Ancestors(Activity span, IReadOnlyList<Activity> spans)
    {
        for (var one = span; one is not null; )
        {
            one = spans.FirstOrDefault(parent => parent.SpanId == one.ParentSpanId);
            if (one is not null)
                yield return one;
        }
    }

    private async Task<string> ApproveAsync(string number, string traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/applications/{number}/approval");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("clerk", Hosts.Api.Donghu));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("traceparent", traceParent);
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["registrationNumber"]!;
    }

    /// <summary>The trace as a tree, kept as the test's output and below <c>GRID_HOME/results</c>: begin, length, kind, span.</summary>
    private static void Show(IReadOnlyList<Activity> spans)
    {
        var text = new StringBuilder();
        var start = spans.Min(span => span.StartTimeUtc);
        foreach (var root in spans.Where(span => spans.All(other => other.SpanId != span.ParentSpanId)))
            Write(root, 0);
        TestContext.Current.TestOutputHelper!.WriteLine(text.ToString());
        if (Environment.GetEnvironmentVariable("GRID_HOME") is { Length: > 0 } home)
        {
            File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(home, "results")).FullName, "trace.txt"),
                text.ToString()
            );
        }

        void Write(Activity span, int depth)
        {
            text.AppendLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(span.StartTimeUtc - start).TotalMilliseconds, 8:0.0} ms {span.Duration.TotalMilliseconds, 8:0.0} ms  {EnumName.Of(span.Kind), -8}  {new string(' ', 2 * depth)}{span.DisplayName} ({span.Source.Name})"
                )
            );
            foreach (var child in spans.Where(other => other.ParentSpanId == span.SpanId).OrderBy(other => other.StartTimeUtc))
                Write(child, depth + 1);
        }
    }
}
