using System.Net;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Security;

/// <summary>
/// Every route × every role × own and other region, over HTTP and about something that exists: what the matrix allows is not refused where
/// it is the caller's own, and is refused, or hidden, where it is another region's.
/// </summary>
public sealed class ReachOverHttpTests(ReachHost host) : IClassFixture<ReachHost>
{
    /// <summary>Answers of a scope: as if it were not there, or that it is not the caller's.</summary>
    private static readonly string[] Denials =
    [
        "not-found",
        "not-your-case",
        "region-out-of-reach",
        "main-out-of-reach",
        "for-province",
        "role-not-allowed",
    ];

    /// <summary>Lists without a filter by region: they are answered, without what is another region's.</summary>
    private static readonly string[] Lists =
    [
        "applications.list",
        "persons.search",
        "access-log.read",
        "access-log.unusual-readers",
        "changes.cases",
        "changes.list",
        "platform.refused-applications",
        "platform.settled-applications",
        "platform.backfills",
        "case-moves.list",
        "imports.list",
        "person-lists.list",
        "phone-surveys.list",
        "webhooks.list",
    ];

    /// <summary>What has no region, and why.</summary>
    private static readonly Dictionary<string, string> OfNoRegion = new(StringComparer.Ordinal)
    {
        ["commands.read"] = "the caller's own commands, by subject",
        ["person-lists.create"] = "a list of the caller's own office; of numbers out of reach it has and says nothing, see PersonListTests",
        ["platform.read"] = "how the sync of the province is, in numbers",
        ["platform.days"] = "how the sync of the province is, in numbers",
        ["platform.day"] = "the same; its figures by region are cut, see DayTests",
        ["calendars.progress"] = "how many persons were processed",
        ["matching.sources"] = "what the data of sources may lead to, and how often rows were found right in the whole province",
        ["policy-rules.read"] = "the rules are the province's",
        ["imports.tables"] = "which mapping tables there are",
        ["hotline.progress"] = "12333 answers for the whole province whoever says number and name, see HotlineTests",
        ["hotline.complain"] = "12333 takes complaints from the whole province, of whoever says number and name, see ComplaintTests",
        ["policy-texts.list"] = "texts that are the same everywhere",
        ["policy-texts.versions"] = "texts that are the same everywhere",
        ["policy-texts.acknowledge"] = "the caller's own reading",
        ["own-readings.read"] = "the caller's own readings",
        ["imports.order"] = "each row is imported with the caller's rights, see ImportEndpointTests",
    };

    /// <summary>What acts on something that only comes with a national platform or a gateway, or with words; and the tests that hold it.</summary>
    private static readonly Dictionary<string, string> HeldElsewhere = new(StringComparer.Ordinal)
    {
        ["platform.resend-item"] = "RefusedItemTests",
        ["platform.settle-item"] = "RefusedItemTests",
        ["platform.retry-application"] = "SettlementTests",
        ["platform-applications.reveal"] = "SettlementTests",
        ["platform-applications.settle"] = "SettlementTests",
        ["notices.retry"] = "NoticeOutboxTests",
        ["matters.resend"] = "MatterTests",
        ["licences.resend"] = "LicenceTests",
        ["licences.settle"] = "LicenceTests",
        ["matters.answer"] = "MatterTests; each system answers its own kind",
        ["person-lists.delete"] = "PersonListTests; the second of its own callers finds it deleted",
        ["wording-flags.settle"] = "WordingFlagTests",
        ["policy-rules.decide"] = "PolicyTests",
        ["policy-rules.end"] = "PolicyTests",
        ["policy-runs.open"] = "PolicyTests",
        ["policy-runs.allow"] = "PolicyTests",
        ["policy-runs.cancel"] = "PolicyTests",
        ["civil-affairs.exchange"] = "PolicyTests",
        ["civil-affairs.file"] = "PolicyTests",
        ["civil-affairs.manifest"] = "PolicyTests",
        ["civil-affairs.result"] = "PolicyTests",
        ["duplicates.read"] = "DuplicateTests",
        ["duplicates.propose"] = "DuplicateTests",
        ["duplicates.confirm"] = "DuplicateTests",
        ["duplicates.reject"] = "DuplicateTests",
        ["duplicate-runs.read"] = "DuplicateTests",
        ["duplicate-runs.cancel"] = "DuplicateTests",
        ["open-complaints.read"] = "OpenComplaintTests; the own office is the one complained of",
        ["open-complaints.answer"] = "OpenComplaintTests; the own office is the one complained of",
        ["complaints.take"] = "ComplaintTests; the own office is the one complained of",
        ["complaints.answer"] = "ComplaintTests; the own office is the one complained of",
        ["complaints.withdraw"] = "ComplaintTests; the own office is the one complained of",
        ["survey-answers.settle"] = "SurveyTests; the own office is the one that is surveyed",
    };

    public static TheoryData<string> Operations =>
        [.. RoleMatrix.BuiltIn.Rows.Select(row => row.Operation).Where(operation => !RoleMatrix.BuiltIn.IsOpen(operation))];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Each_role_reaches_its_own_region_and_no_other(string operation)
    {
        var route = Routes.Of(host).Single(route => route.Operation == operation);
        var target = await host.TargetAsync(operation);
        foreach (var role in RoleNames.OfTokens)
        {
            // What the role may at all is the same everywhere.
            var other = await AskAsync(route, target, role, own: false);
            if (!RoleMatrix.BuiltIn.Allows(operation, role))
            {
                other.ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
                (await AskAsync(route, target, role, own: true)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
                continue;
            }

            if (HasNoRegion(operation, role))
            {
                Assert.True(other.Code is null || !Denials.Contains(other.Code) || IsUnknown(operation, other), $"{role}: {other.Text}");
            }
            else if (Lists.Contains(operation))
            {
                other.Expect(HttpStatusCode.OK);
                Assert.All(target.Marks, mark => Assert.DoesNotContain(mark, other.Text, StringComparison.Ordinal));
            }
            else
            {
                Assert.True(
                    other.Code is { } code && code != "role-not-allowed" && Denials.Contains(code),
                    $"{operation} of another region by {role}: {(int)other.Status} {other.Text}"
                );
                Assert.All(target.Marks, mark => Assert.DoesNotContain(mark, other.Text, StringComparison.Ordinal));
            }
        }

        foreach (var role in RoleNames.OfTokens.Where(role => RoleMatrix.BuiltIn.Allows(operation, role)))
        {
            var own = await AskAsync(route, target, role, own: true);
            Assert.True(
                (int)own.Status is not (401 or >= 500)
                    && (
                        own.Code is null || !Denials.Contains(own.Code) || HeldElsewhere.ContainsKey(operation) || IsUnknown(operation, own)
                    ),
                $"{operation} of the own region by {role}: {(int)own.Status} {own.Text}"
            );
        }
    }

    [Theory]
    [InlineData("/v1/calendars/CN/2027", "calendars.load")]
    [InlineData("/v1/calendars/36/2027", "calendars.load")]
    [InlineData("/v1/calendars/CN/2027/preview", "calendars.preview")]
    [InlineData("/v1/calendars/36/2027/preview", "calendars.preview")]
    public async Task A_table_of_the_country_or_the_province_is_for_the_province(string path, string operation)
    {
        var route = Routes.Of(host).Single(route => route.Operation == operation);
        var bound = new Hosts.Api(host, host.Token("operator", ReachHost.City));
        var body = new ReachTarget().Body(route, Role.Operator);
        (await bound.SendAsync(route.Method, path, body, Guid.NewGuid().ToString())).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        foreach (var office in (string?[])[null, Hosts.Api.Province])
        {
            var provinces = await new Hosts.Api(host, host.Token("operator", office)).SendAsync(
                route.Method,
                path + "?dryRun=true",
                body,
                Guid.NewGuid().ToString()
            );
            Assert.DoesNotContain(provinces.Code ?? "", Denials);
        }
    }

    [Fact]
    public async Task What_is_ordered_for_the_whole_province_is_no_offices()
    {
        var order = new ReachTarget().Body(Routes.Of(host).Single(route => route.Operation == "platform.start-backfill"), Role.Operator);
        var everywhere = order.Replace("\"region\":\"" + ReachHost.County + "\",", "", StringComparison.Ordinal);
        Assert.NotEqual(order, everywhere);
        (await new Hosts.Api(host, host.Token("operator", ReachHost.City)).PostAsync("/v1/platform/backfills", everywhere)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        var provinces = new Hosts.Api(host, host.Token("operator", Hosts.Api.Province));
        await host.EndBackfillsAsync();
        var id = (await provinces.PostAsync("/v1/platform/backfills", everywhere)).Expect(HttpStatusCode.Accepted)["id"]!;
        Assert.Contains(id, (await provinces.GetAsync("/v1/platform/backfills")).Text, StringComparison.Ordinal);
        foreach (var role in (string[])["operator", "supervisor", "statistician"])
        {
            var bound = new Hosts.Api(host, host.Token(role, ReachHost.City));
            Assert.DoesNotContain(id, (await bound.GetAsync("/v1/platform/backfills")).Text, StringComparison.Ordinal);
        }

        await host.EndBackfillsAsync();
    }

    /// <summary>What this class is about is every operation: none is forgotten, and none is excused that is gone.</summary>
    [Fact]
    public void Every_exception_is_an_operation() =>
        Assert.All(Lists.Concat(OfNoRegion.Keys).Concat(HeldElsewhere.Keys), operation =>
            Assert.Contains(operation, Operations.Select(row => row.Data))
        );

    /// <summary>Any office takes an objection and a complaint, of whoever comes to it; a machine meets nobody.</summary>
    private static bool HasNoRegion(string operation, Role role) =>
        OfNoRegion.ContainsKey(operation) || (operation is "persons.object" or "complaints.raise" && !MachineScope.IsMachine(role));

    /// <summary>The made-up key or number of the request is not known; that is no scope's answer, since nothing is held back.</summary>
    private static bool IsUnknown(string operation, Answer own) =>
        operation is "platform.day" or "notices.delivery-report" && own.Code == "not-found";

    private Task<Answer> AskAsync(Routes route, ReachTarget target, Role role, bool own)
    {
        // Samples of persons for a survey are drawn by supervisors of the province alone.
        var isProvinces =
            (
                route.Operation is "phone-samples.draw" or "phone-surveys.plan" or "phone-surveys.answer"
                || RoleMatrix.BuiltIn.IsForProvince(route.Operation)
            )
            && role == Role.Supervisor
            && own;
        var caller = isProvinces
            ? new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province))
            : host.Caller(role, own, RoleMatrix.BuiltIn.IsForProvince(route.Operation));
        return route.Method == HttpMethod.Get
            ? caller.GetAsync(target.Path(route))
            : caller.SendAsync(route.Method, target.Path(route), target.Body(route, role), Guid.NewGuid().ToString());
    }
}
