using System.Net;
using Grid.Api.Access;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;

namespace Grid.Api.Tests.Access;

/// <summary>The security administrator sees whose reads are unusual, and by what.</summary>
[Collection(OneHost.Name)]
public sealed class UnusualReadersTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task A_clerk_who_looks_at_one_house_and_one_surname_is_on_the_list()
    {
        var nosy = "nosy-" + Guid.NewGuid().ToString("N");
        var reader = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, nosy));
        for (var i = 0; i < 5; i++)
        {
            var submission = People.Submission(name: i < 2 ? "欧阳" + "一二"[i] : "欧" + "三四五"[i - 2]);
            submission["details"]!["address"] = $"示例路 {(i < 3 ? 7 : 8 + i)} 号 {i + 1}01 室";
            var (person, _, _) = await People.RegisterAsync(clerk, submission);
            (await reader.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
            (await reader.GetAsync($"/v1/persons/{person}/history")).Expect(HttpStatusCode.OK);
        }

        var security = new Hosts.Api(host, host.Token("security-administrator"));
        var list = (await security.GetAsync("/v1/access-log/unusual-readers")).Expect(HttpStatusCode.OK);
        var found = Assert.Single(list.Json["items"]!.AsArray(), item => (string?)item!["actor"] == nosy)!;
        Assert.Equal((10, 5, 5, 3), ((int)found["reads"]!, (int)found["looked"]!, (int)found["ofOneSurname"]!, (int)found["ofOneHome"]!));
        Assert.Superset(
            new HashSet<string> { "oneHome", "oneSurname" },
            found["signs"]!.AsArray().Select(sign => (string)sign!).ToHashSet(StringComparer.Ordinal)
        );

        // Within the own region only, by those who look after the log alone; and looking is recorded.
        var elsewhere = new Hosts.Api(host, host.Token("security-administrator", "36040201"));
        Assert.DoesNotContain(
            nosy,
            (await elsewhere.GetAsync("/v1/access-log/unusual-readers?all=true")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        (await clerk.GetAsync("/v1/access-log/unusual-readers")).Expect(HttpStatusCode.Forbidden);
        (await security.GetAsync("/v1/access-log/unusual-readers?from=2026-01-01&to=2026-03-01")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'access-log.unusual-readers' AND outcome = 'shown' AND role = 'securityAdministrator'"
            ) >= 2
        );
    }

    [Fact]
    public void Signs_follow_from_numbers()
    {
        Assert.Empty(ReaderSigns.Of(Figures(), 10));
        Assert.Equal([ReaderSign.Limited], ReaderSigns.Of(Figures() with { Limited = 1 }, 10));
        Assert.Equal([ReaderSign.Denied], ReaderSigns.Of(Figures() with { Denied = 10 }, 10));
        Assert.Empty(ReaderSigns.Of(Figures() with { Denied = 9, AtNight = 4, OffHours = 19 }, 10));
        Assert.Equal([ReaderSign.AtNight], ReaderSigns.Of(Figures() with { AtNight = 5 }, 10));
        Assert.Equal([ReaderSign.OffHours], ReaderSigns.Of(Figures() with { OffHours = 20 }, 10));
        Assert.Equal([ReaderSign.OneHome], ReaderSigns.Of(Figures() with { OfOneHome = 7 }, 10));
        Assert.Empty(ReaderSigns.Of(Figures() with { OfOneHome = 6, OfOneSurname = 9 }, 10));
        Assert.Empty(ReaderSigns.Of(Figures() with { Persons = 4, OfOneSurname = 4, OfOneHome = 2 }, 1));
        Assert.Equal([ReaderSign.OneSurname], ReaderSigns.Of(Figures() with { OfOneSurname = 10 }, 10));
        Assert.Equal([ReaderSign.Many], ReaderSigns.Of(Figures() with { Persons = 40 }, 10));
        Assert.Empty(ReaderSigns.Of(Figures() with { Persons = 39 }, 10));
    }

    [Fact]
    public void Who_has_most_signs_is_first_and_is_compared_with_the_own_role()
    {
        ReaderFigures[] readers =
        [
            Figures("a") with
            {
                Persons = 10,
            },
            Figures("b") with
            {
                Persons = 200,
            },
            Figures("c") with
            {
                Persons = 12,
                AtNight = 9,
                Denied = 50,
            },
            Figures("d", Role.Supervisor) with
            {
                Persons = 150,
            },
        ];
        Assert.Equal(
            [("c", 2), ("b", 1), ("d", 0), ("a", 0)],
            ReaderSigns.Judge(readers).Select(reader => (reader.Figures.Reader.Subject, reader.Signs.Count))
        );
    }

    private static ReaderFigures Figures(string subject = "a", Role role = Role.Clerk) =>
        new(new Actor(subject, role, Hosts.Api.Donghu), 50, 20, 0, 0, 0, 0, 0, 0, 0, 0, TimeProvider.System.GetUtcNow());
}
