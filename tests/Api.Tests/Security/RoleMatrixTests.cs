using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Data;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Security;

public sealed class RoleMatrixTests
{
    [Fact]
    public void The_matrix_is_read_and_says_what_each_operation_is()
    {
        var matrix = RoleMatrix.BuiltIn;
        Assert.All(matrix.Rows, row => Assert.False(row.Zh.Length == 0 || row.En.Length == 0 || row.Roles.Count == 0, row.Operation));
        Assert.Equal(matrix.Rows.Count, matrix.Rows.DistinctBy(row => row.Operation).Count());
        Assert.True(matrix.Allows("applications.submit", Role.Clerk));
        Assert.False(matrix.Allows("applications.submit", Role.Hotline));
        Assert.False(matrix.Allows("applications.unheard-of", Role.Supervisor));
    }

    /// <summary>
    /// Every refusal of the rules is listed for an operation, but those that follow from the kind of an operation: a wrong field, and a
    /// record that does not exist.
    /// </summary>
    [Fact]
    public void Every_refusal_of_the_rules_is_listed_for_an_operation()
    {
        var listed = RoleMatrix.BuiltIn.Rows.SelectMany(row => row.Refusals).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            [RefusalCode.InvalidField, RefusalCode.NotFound],
            Enum.GetValues<RefusalCode>().Where(code => !listed.Contains(ProblemCatalogue.Of(code).Code))
        );
    }

    [Fact]
    public void A_refusal_that_the_catalogue_does_not_have_is_an_error()
    {
        var file = new DataFile(
            "roles.json",
            """[{"operation": "a.b", "roles": ["clerk"], "zh": "甲", "en": "A", "refusals": ["not-a-problem"]}]"""u8.ToArray()
        );
        Assert.Contains(
            "not-a-problem",
            Assert.Throws<InvalidDataException>(() => RoleMatrix.Read(file)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// The sync with the national platform: figures, and an operator's lists that name persons by their identifiers alone, on the access
    /// log.
    /// </summary>
    private static readonly string[] Platform =
    [
        "platform.read",
        "platform.orders",
        "platform.pause",
        "platform.resume",
        "platform.days",
        "platform.day",
        "platform.reconcile",
        "platform.refused-items",
        "platform.resend-item",
        "platform.settle-item",
        "platform.resend-days",
        "platform.refused-applications",
        "platform.settled-applications",
        "platform.retry-application",
        "platform.backfills",
        "platform.backfill",
        "platform.start-backfill",
        "platform.pause-backfill",
        "platform.resume-backfill",
        "platform.cancel-backfill",
        "platform.throttle-backfill",
    ];

    /// <summary>
    /// Figures and calendars, which name no person, and what became of the caller's own writes; behind a figure a statistician sees persons
    /// masked, on the access log.
    /// </summary>
    private static readonly string[] WithoutPersons =
    [
        "counts.read",
        "counts.offices",
        "counts.series",
        "counts.stock",
        "counts.persons",
        "recounts.read",
        "recounts.start",
        "reports.list",
        "reports.read",
        "reports.export",
        "reports.check",
        "reports.submit",
        "denominators.read",
        "denominators.enter",
        "performance.read",
        "calendars.load",
        "calendars.preview",
        "calendars.progress",
        "commands.read",
        "board.read",
        "grid.read",
        "notices.state",
        "worklists.regions",
        "denominators.list",
        "case-moves.list",
        "case-moves.read",
        "case-moves.order",
        "case-moves.cancel",
        "duplicate-runs.list",
        "duplicate-runs.read",
        "duplicate-runs.order",
        "duplicate-runs.cancel",
        "matching.sources",
        "matching.runs",
        "licences.items",
        "licences.resend",
        "licences.settle",
        "licences.days",
        "licences.backfill",
        "licences.start-backfill",
        "matters.differences",
        "matters.messages",
        "matters.resend",
        "matching.run",
        "matching.allow-run",
        "matching.cancel-run",
        "policy-rules.read",
        "policy-rules.propose",
        "policy-rules.decide",
        "policy-rules.end",
        "policy-rules.what-if",
        "policy-runs.list",
        "policy-runs.open",
        "policy-runs.allow",
        "policy-runs.cancel",
        "civil-affairs.exchanges",
        "webhooks.create",
        "webhooks.list",
        "webhooks.read",
        "webhooks.secret",
        "webhooks.pause",
        "webhooks.resume",
        "webhooks.resend",
        "webhooks.delete",
    ];

    /// <summary>Texts that are the same for everybody, and figures about offices.</summary>
    private static readonly string[] AboutOffices =
    [
        "complaints.figures",
        "phone-surveys.list",
        "phone-surveys.read",
        "policy-texts.list",
        "policy-texts.versions",
        "policy-texts.proposals",
        "policy-texts.propose",
        "policy-texts.approve",
        "policy-texts.reject",
        "policy-texts.acknowledge",
        "own-readings.read",
        "readings.figures",
    ];

    /// <summary>Who read whom, by opaque identifiers, for those who look after that; the reading is on the access log.</summary>
    private static readonly string[] Audit = ["access-log.read", "access-log.unusual-readers"];

    [Fact]
    public void The_access_log_is_read_by_those_who_look_after_it_alone() =>
        Assert.All(Audit, operation => Assert.Equal(["auditor", "security-administrator"], RoleMatrix.BuiltIn.RolesOf(operation)));

    /// <summary>A survey by telephone: names masked, telephones in full, with a reason, on the access log.</summary>
    private static readonly string[] Surveys = ["phone-samples.draw", "phone-surveys.plan", "phone-surveys.answer"];

    [Fact]
    public void Samples_for_surveys_are_drawn_by_auditors_and_supervisors_alone() =>
        Assert.All(Surveys, operation => Assert.Equal(["auditor", "supervisor"], RoleMatrix.BuiltIn.RolesOf(operation)));

    [Theory]
    [InlineData(Role.Statistician)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Hotline)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.SecurityAdministrator)]
    public void Roles_that_see_no_person_see_none(Role role) =>
        Assert.DoesNotContain(RoleMatrix.BuiltIn.Rows, row =>
            !RoleMatrix.BuiltIn.IsOpen(row.Operation)
            && !WithoutPersons.Concat(AboutOffices).Concat(Platform).Concat(Audit).Contains(row.Operation)
            && !(role == Role.Auditor && Surveys.Contains(row.Operation))
            && !(role == Role.Hotline && row.Operation is "hotline.progress" or "hotline.complain") // Of who calls and says number and name.
            && RoleMatrix.BuiltIn.Allows(row.Operation, role)
        );

    [Fact]
    public void A_role_that_is_none_is_refused() =>
        Assert.Throws<InvalidDataException>(() =>
            RoleMatrix.Read(
                new DataFile("roles.json", """[{ "operation": "a.b", "roles": ["king"], "zh": "甲", "en": "a" }]"""u8.ToArray())
            )
        );

    [Fact]
    public void Roles_are_written_as_tokens_write_them() =>
        Assert.Equal(
            [
                "clerk",
                "supervisor",
                "statistician",
                "operator",
                "hotline",
                "auditor",
                "security-administrator",
                "office-system",
                "delivery-gateway",
                "benefit-system",
                "civil-affairs",
                "matching-feed",
                "platform-link",
                "platform-administration",
            ],
            RoleNames.OfTokens.Select(RoleNames.Of)
        );

    [Fact]
    public void Development_signs_for_the_machines_of_the_matrix() =>
        Assert.Equal(MachineScope.Roles.Select(RoleNames.Of), DevelopmentToken.Machines);

    /// <summary>What each machine may do, all of it: who gives a vendor more must say so here too.</summary>
    [Theory]
    [InlineData(
        Role.OfficeSystem,
        "applications.correct applications.read applications.submit applications.verify applications.withdraw certificates.issue certificates.print certificates.read changes.cases changes.list commands.read hardship.apply hardship.read layoffs.submit matters.ask matters.object matters.prefilled matters.withdraw persons.benefit persons.exit persons.hardship-check persons.object persons.pension-check registrations.read transfer-requests.read"
    )]
    [InlineData(Role.DeliveryGateway, "notices.delivery-report")]
    [InlineData(Role.BenefitSystem, "commands.read matters.answer matters.compare matters.receive persons.benefit persons.pension-check")]
    [InlineData(
        Role.CivilAffairs,
        "applications.verify civil-affairs.exchange civil-affairs.exchanges civil-affairs.file civil-affairs.manifest civil-affairs.result commands.read matters.answer matters.compare matters.receive persons.hardship-check"
    )]
    [InlineData(
        Role.MatchingFeed,
        "applications.verify commands.read matching.cancel-run matching.close-run matching.open-run matching.run matching.runs matching.send-file matching.send-rows matching.sources persons.hardship-check persons.pension-check persons.record-match"
    )]
    [InlineData(Role.PlatformLink, "applications.submit commands.read")]
    [InlineData(
        Role.PlatformAdministration,
        "commands.read platform.backfill platform.backfills platform.day platform.days platform.pause platform.read platform.reconcile platform.resume"
    )]
    public void A_machine_may_do_what_it_is_for_and_nothing_else(Role role, string operations) =>
        Assert.Equal(
            operations.Split(' '),
            RoleMatrix
                .BuiltIn.Rows.Select(row => row.Operation)
                .Where(operation => !RoleMatrix.BuiltIn.IsOpen(operation) && RoleMatrix.BuiltIn.Allows(operation, role))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("36000001", true)]
    [InlineData("36010001", false)]
    [InlineData("36010201", false)]
    [InlineData("36", false)]
    public void What_concerns_the_province_is_for_no_office_below_it(string? office, bool may)
    {
        Assert.Equal(may, RoleMatrix.BuiltIn.Allows("platform.pause", Role.Operator, office));
        Assert.False(RoleMatrix.BuiltIn.Allows("platform.pause", Role.Statistician, office));
        Assert.True(RoleMatrix.BuiltIn.Allows("platform.read", Role.Operator, office));
    }
}
