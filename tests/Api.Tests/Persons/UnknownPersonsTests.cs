using System.Net;
using System.Security.Cryptography;
using Grid.Api.Commands;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Grid.Api.Tests.Persons;

/// <summary>Identifiers and numbers of which nothing is known: whatever is asked about them, their grains are not activated.</summary>
[Collection(OneHost.Name)]
public sealed class UnknownPersonsTests(ApiHost host)
{
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task No_route_activates_the_grain_of_an_identifier_that_is_made_up()
    {
        var sent = new List<string>();
        foreach (var route in Routes.Of(host).Where(route => route.Pattern.Contains("{personId}", StringComparison.Ordinal)))
        {
            var person = RandomNumberGenerator.GetHexString(32, lowercase: true);
            sent.Add(person);
            var path = route.Pattern.Replace("{personId}", person, StringComparison.Ordinal);
            var roles = RoleMatrix.BuiltIn.RolesOf(route.Operation);
            var caller = new Hosts.Api(host, host.Token(roles.Contains("supervisor") ? "supervisor" : roles[0], Hosts.Api.Donghu));
            var answer = await caller.SendAsync(
                route.Method,
                Filled(path),
                route.Method == HttpMethod.Get ? null : route.Example?.ToJsonString() ?? "{}",
                Guid.NewGuid().ToString()
            );
            Assert.True(
                answer.Status
                    is HttpStatusCode.NotFound
                        or HttpStatusCode.BadRequest
                        or HttpStatusCode.UnprocessableEntity
                        or HttpStatusCode.Conflict,
                $"{route.Operation}: {answer.Text}"
            );
        }

        Assert.True(sent.Count > 30, $"only {sent.Count} routes");
        var active = await ActiveAsync();
        Assert.DoesNotContain(sent, active.Contains);
    }

    [Fact]
    public async Task A_number_that_is_made_up_activates_none_in_a_search_in_progress_and_in_a_link()
    {
        var (person, receipt, _) = await People.RegisterAsync(clerk);
        var number = People.Number();
        var main = RandomNumberGenerator.GetHexString(32, lowercase: true);
        (await clerk.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK);
        (await new Hosts.Api(host, null).PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).ExpectProblem(
            HttpStatusCode.NotFound,
            "progress-not-found"
        );
        var link = await supervisor.PostAsync($"/v1/persons/{person}/link", new { main, note = "同一人的两个号码" });
        Assert.Equal("nothing-to-link-to", link.Code);

        var active = await ActiveAsync();
        Assert.Contains(person, active); // The figure is not of something else.
        Assert.DoesNotContain(
            host.Services.GetRequiredService<IPersonIdentifier>().Identify(IdentityNumber.Parse(number)).ToString(),
            active
        );
        Assert.DoesNotContain(main, active);
    }

    [Fact]
    public async Task A_person_who_was_looked_for_in_vain_is_found_as_soon_as_there_is_an_application()
    {
        var number = People.Number();
        Assert.Empty((await clerk.PostAsync("/v1/search", new { identityNumber = number })).Json["items"]!.AsArray());
        var person = host.Services.GetRequiredService<IPersonIdentifier>().Identify(IdentityNumber.Parse(number));
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.NotFound);
        (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_remembered_of_persons_is_bounded_and_holds_only_those_who_are_known()
    {
        var search = new Everybody();
        var known = new KnownPersons(search);
        const int asked = KnownPersons.MostRemembered * 3 / 2;
        for (var i = 1; i <= asked; i++)
            Assert.True(await known.ContainsAsync(new PersonId((UInt128)i), TestContext.Current.CancellationToken));
        Assert.InRange(known.Remembered, KnownPersons.MostRemembered / 2, KnownPersons.MostRemembered + 1);

        var before = search.Asked;
        Assert.True(await known.ContainsAsync(new PersonId((UInt128)asked), TestContext.Current.CancellationToken));
        Assert.Equal(before, search.Asked);
        search.Knows = false;
        var remembered = known.Remembered;
        Assert.False(await known.ContainsAsync(new PersonId(UInt128.MaxValue), TestContext.Current.CancellationToken));
        Assert.Equal(remembered, known.Remembered);
        search.Knows = true;
        Assert.True(await known.ContainsAsync(new PersonId(UInt128.MaxValue), TestContext.Current.CancellationToken));
    }

    /// <summary>Other parameters of a route: well formed, and of nothing.</summary>
    private static string Filled(string path) =>
        path.Replace("{id}", "0123456789abcdef0123456789abcdef", StringComparison.Ordinal)
            .Replace("{source}", "employment", StringComparison.Ordinal)
            .Replace("{key}", "firstContact", StringComparison.Ordinal);

    /// <summary>The keys of the person grains that are active in the cluster.</summary>
    private async Task<HashSet<string>> ActiveAsync()
    {
        var management = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var statistics = await management.GetDetailedGrainStatistics();
        return [.. statistics.Where(one => one.GrainId.Type.ToString() == "person").Select(one => one.GrainId.Key.ToString()!)];
    }

    /// <summary>A store that knows every person, or none.</summary>
    private sealed class Everybody : NoPersonSearch
    {
        public bool Knows { get; set; } = true;

        public int Asked { get; private set; }

        public override Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Knows);
        }
    }
}
