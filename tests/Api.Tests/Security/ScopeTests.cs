using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Silo.Reference;

namespace Grid.Api.Tests.Security;

/// <summary>Reach fails closed: a role that no rule names, or one without the office that the rule needs, sees nothing.</summary>
public sealed class ScopeTests
{
    private static readonly ReferenceSet Reference = ReferenceFiles.Load(folder: null);

    [Theory]
    [InlineData(Role.Clerk)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Hotline)]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Anonymous)]
    public void Without_an_office_or_with_an_unknown_role_nothing_is_in_reach(Role role)
    {
        var caller = Of(role, null);
        Assert.Equal("not-your-case", Assert.Throws<ProblemException>(() => Scope.ForLists(caller)).Problem.Kind.Code);
        Assert.Throws<ProblemException>(() => Scope.RegionOf(caller));
        Assert.False(Scope.Reaches(caller, Hosts.Api.Donghu));
    }

    [Theory]
    [InlineData(Role.Statistician)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.SecurityAdministrator)]
    public void Roles_of_the_whole_province_list_figures_and_reach_no_single_case(Role role)
    {
        Assert.Equal(new SearchScope(null, ""), Scope.ForLists(Of(role, null)));
        Assert.Equal(new SearchScope(null, "3601"), Scope.ForLists(Of(role, Hosts.Api.Nanchang)));
        Assert.Equal(
            ("", "", "3601"),
            (Scope.RegionOf(Of(role, null)), Scope.RegionOf(Of(role, Hosts.Api.Province)), Scope.RegionOf(Of(role, Hosts.Api.Nanchang)))
        );
        Assert.False(Scope.Reaches(Of(role, null), Hosts.Api.Donghu));
        Assert.False(Scope.Reaches(Of(role, Hosts.Api.Donghu), Hosts.Api.Donghu));
    }

    [Theory]
    [InlineData(Role.Clerk, Hosts.Api.Donghu, true)]
    [InlineData(Role.Clerk, Hosts.Api.Nanchang, false)]
    [InlineData(Role.Supervisor, Hosts.Api.Nanchang, true)]
    [InlineData(Role.OfficeSystem, Hosts.Api.Donghu, true)]
    [InlineData(Role.OfficeSystem, Hosts.Api.Nanchang, true)]
    [InlineData(Role.OfficeSystem, "36020001", false)]
    [InlineData(Role.OfficeSystem, null, false)]
    [InlineData(Role.MatchingFeed, Hosts.Api.Donghu, false)]
    [InlineData(Role.System, null, false)]
    public void Clerks_supervisors_and_systems_reach_what_is_theirs(Role role, string? office, bool reaches) =>
        Assert.Equal(reaches, Scope.Reaches(Of(role, office), Hosts.Api.Donghu));

    [Fact]
    public void An_order_for_a_region_is_not_for_a_clerk() =>
        Assert.Throws<ProblemException>(() => Scope.RegionOf(Of(Role.Clerk, Hosts.Api.Donghu)));

    [Fact]
    public void No_token_makes_somebody_an_applicant() =>
        Assert.All(["applicant", "anonymous", "system", "king", ""], name => Assert.Null(RoleNames.Find(name)));

    [Fact]
    public void A_machine_says_which_it_is_and_a_person_is_none()
    {
        Assert.Equal(Role.MatchingFeed, RoleNames.OfToken("system", "matching-feed"));
        Assert.Equal(Role.Clerk, RoleNames.OfToken("clerk", null));
        Assert.Null(RoleNames.OfToken("matching-feed", null));
        foreach (
            var (role, system) in new[]
            {
                ("system", null),
                ("system", "system"),
                ("system", "clerk"),
                ("clerk", "matching-feed"),
                (null, "matching-feed"),
            }
        )
        {
            var problem = Assert.Throws<ProblemException>(() => RoleNames.OfToken(role, system)).Problem;
            Assert.Equal("system-not-known", problem.Kind.Code);
        }
    }

    private static Caller Of(Role role, string? office)
    {
        var found = Reference.Offices.Find(office);
        return new Caller(new Actor("somebody", role, found?.Code.Value), found);
    }
}
