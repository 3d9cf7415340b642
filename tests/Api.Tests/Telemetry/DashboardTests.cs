using System.Net;
using System.Text.RegularExpressions;
using Grid.Api.Tests.Hosts;
using Grid.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Telemetry;

/// <summary>The Orleans dashboard: for operators alone, with nothing of a person in any answer.</summary>
[Collection(OneHost.Name)]
public sealed partial class DashboardTests(ApiHost host)
{
    private readonly Hosts.Api operators = new(host, host.Token("operator"));

    private IReadOnlyList<string> Patterns =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(endpoint => endpoint.RoutePattern.RawText!)
                .Where(route => route.TrimStart('/').StartsWith("dashboard", StringComparison.Ordinal)),
        ];

    [Fact]
    public async Task Only_operators_get_in()
    {
        Assert.True(Patterns.Count > 15);
        foreach (var path in Patterns.Select(Path))
        {
            (await new Hosts.Api(host, token: null).GetAsync(path)).ExpectProblem(HttpStatusCode.Unauthorized, "not-authenticated");
            foreach (
                var role in (string[])
                    ["clerk", "supervisor", "statistician", "hotline", "auditor", "security-administrator", "office-system"]
            )
            {
                (await new Hosts.Api(host, host.Token(role, Hosts.Api.Donghu)).GetAsync(path)).Expect(HttpStatusCode.Forbidden);
            }

            var two = Tokens.Sign(host.Key, "clerk", null, "a", more: ("role", new[] { "clerk", "operator" }));
            (await new Hosts.Api(host, two).GetAsync(path)).Expect(HttpStatusCode.Forbidden);

            // The cluster serves the whole province.
            (await new Hosts.Api(host, host.Token("operator", Hosts.Api.Donghu)).GetAsync(path)).Expect(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task A_browser_is_shown_where_to_sign_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("/console/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("/dashboard/GrainState?grainId=person/0123456789abcdef0123456789abcdef&grainType=person")]
    [InlineData("/dashboard/grainstate")]
    [InlineData("/dashboard/Trace")]
    [InlineData("/dashboard/trace/")]
    [InlineData("/dashboard/Nothing")]
    public async Task States_of_grains_and_the_log_are_there_for_nobody(string path) =>
        (await operators.GetAsync(path)).Expect(HttpStatusCode.NotFound);

    [Fact]
    public async Task No_answer_holds_a_name_or_a_number()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var (name, number, telephone) = ("司徒霁月", People.Number(), People.Telephone());
        var silo = await UntilItHoldsAsync("/dashboard/DashboardCounters", SiloAddress()); // From now on its calls are measured.
        var (person, application, registration) = await People.RegisterAsync(
            clerk,
            People.Submission(number, name: name, telephone: telephone)
        );
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        await UntilItHoldsAsync("/dashboard/GrainStats/Grid.Grains.Persons.PersonGrain", PersonCall());

        var answers = new List<string>();
        foreach (var pattern in Patterns)
        {
            foreach (var value in (string[])[silo, "Grid.Grains.Persons.PersonGrain", "1"])
            {
                var answer = await operators.GetAsync(Parameter().Replace(pattern, Uri.EscapeDataString(value)));
                Assert.True(
                    answer.Status
                        is HttpStatusCode.OK
                            or HttpStatusCode.NotFound
                            or HttpStatusCode.MovedPermanently
                            or HttpStatusCode.InternalServerError,
                    $"{pattern}: {answer.Status}"
                );
                answers.Add(answer.Text);
            }
        }

        var all = string.Join('\n', answers);
        Assert.Contains("PersonGrain", all, StringComparison.Ordinal);
        foreach (var secret in (string[])[name, name[..2], number, number[6..], telephone, telephone[3..], application, registration])
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
    }

    /// <summary>
    /// Waits until an answer holds something. The dashboard's grain first counts one second after its activation, and silos send it their
    /// measurements once a second.
    /// </summary>
    private async Task<string> UntilItHoldsAsync(string path, Regex sought)
    {
        var found = Match.Empty;
        await Wait.UntilAsync(
            async () => (found = sought.Match((await operators.GetAsync(path)).Expect(HttpStatusCode.OK).Text)).Success,
            $"{path} holds {sought}"
        );
        return found.Value;
    }

    private static string Path(string pattern) => Parameter().Replace(pattern, "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"S?[0-9.]+:[0-9]+[:@][0-9]+")]
    private static partial Regex SiloAddress();

    [GeneratedRegex(@"PersonGrain\.\w+")]
    private static partial Regex PersonCall();
}
