using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>Applications from the platform, good and bad, through a stream that repeats itself and goes back.</summary>
public sealed class IntakeTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    [Fact]
    public async Task Good_ones_reach_their_persons_once_and_bad_ones_are_kept_with_their_reason()
    {
        var applied = await AppliedAsync();
        var settled = await StoredAsync();
        var earlier = (await RefusedAsync()).Select(one => one.Id).ToHashSet();
        var made = (
            await cluster.PostAsync(
                "/control/applications",
                """
                {"count": 12, "regions": ["360102"], "bad": {"impossibleNumber": 1, "unknownRegion": 1, "missingCommitment": 1, "commitmentNotAccepted": 1, "missingPlatformNumber": 1,
                 "missingName": 1, "unknownReason": 1, "repeatSame": 1, "repeatOtherContact": 1, "repeatOtherName": 1, "repeatOtherNumber": 1, "repeatOtherReason": 1}}
                """
            )
        )["applications"]!.AsArray();

        await cluster.HandedOverAsync(settled + made.Count - 1);

        Assert.Equal(applied + 12, await AppliedAsync());
        var refused = (await RefusedAsync()).Where(one => !earlier.Contains(one.Id)).ToList();
        Assert.Equal(10, refused.Count);
        Assert.All(refused, one => Assert.NotEmpty(one.Reason));
        Assert.Equal(
            ["commitment", "commitment", "name", "name", "number", "office", "platformNumber", "reason", "reason"],
            refused.Where(one => one.Number is not null).Select(one => one.Field?.Split('.')[0]).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// The two are in one page and have different persons: handed over in parallel, the repeat could win, and the person who applied
    /// would be refused.
    /// </summary>
    [Fact]
    public async Task A_number_is_the_first_ones_who_came_with_it()
    {
        var settled = await StoredAsync();
        var numbers = new List<string>();
        for (var order = 0; order < 12; order++)
        {
            var made = (
                await cluster.PostAsync("/control/applications", """{"count": 1, "regions": ["360102"], "bad": {"repeatOtherNumber": 1}}""")
            )["applications"]!.AsArray();
            numbers.Add((string)made[0]!["number"]!);
        }

        await cluster.HandedOverAsync(settled + 24);

        foreach (var number in numbers)
        {
            Assert.Equal(
                "1 handedOver, 2 refused",
                await cluster.ScalarAsync<string>(
                    "SELECT string_agg(version || ' ' || status, ', ' ORDER BY version) FROM platform_application WHERE number = $1",
                    number
                )
            );
        }
    }

    [Fact]
    public async Task Through_faults_each_application_reaches_its_person_once()
    {
        await cluster.FailAsync(
            """
            {"errors": {"rate": 0.1, "on": ["applications", "acknowledgements"]}, "duplicates": 0.3, "reorder": 0.5, "cursorBack": 0.3, "html": 0.05, "truncated": 0.1,
             "lostAnswers": {"rate": 0.2, "on": ["applications", "acknowledgements"]}}
            """
        );
        var (before, settled) = (await AppliedAsync(), await StoredAsync());
        var numbers = await MakeAsync("""{"count": 40, "regions": ["360102", "360103", "360400"]}""");

        await cluster.HandedOverAsync(settled + 40);

        Assert.Equal(before + 40, await AppliedAsync());
        Assert.Equal(settled + 40, await StoredAsync());
        await Wait.UntilAsync(async () => await UnacknowledgedAsync(numbers) == 0, "each is acknowledged");
        await cluster.FailAsync("{}");
    }

    [Fact]
    public async Task An_application_of_the_platform_gets_its_result_there()
    {
        var number = (string)
            (await cluster.PostAsync("/control/applications", """{"count": 1, "regions": ["360102"]}"""))["applications"]![0]!["number"]!;
        await Wait.UntilAsync(
            async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM application WHERE platform_number = $1", number) == 1,
            "the person's grain has it"
        );
        var person = cluster.Person(
            PersonId.FromGuid(await cluster.ScalarAsync<Guid>("SELECT person_id FROM application WHERE platform_number = $1", number))
        );
        var office = (await person.RecordAsync()).Application!.Office;
        var clerk = Given.Clerk with { Office = office };

        (await person.RecordVerification(clerk.Ask(Given.IdentityConfirmed))).Accepted();
        Assert.Equal(OutcomeKind.Approved, (await person.ApproveApplication(clerk.Ask(new ApproveApplication()))).Accepted().Kind);
        await cluster.DrainedAsync();

        var items = (await cluster.GetAsync("/control/trace?number=" + number))["items"]!.AsArray();
        Assert.Equal(["result", "registration"], items.OrderBy(item => (long)item!["sequence"]!).Select(item => (string)item!["kind"]!));
    }

    [Fact]
    public async Task Garbage_is_neither_stored_nor_acknowledged_and_what_names_its_encoding_is_read()
    {
        var before = await StoredAsync();
        await cluster.FailAsync("""{"gbk": {"rate": 1, "on": ["applications"]}}""");
        var numbers = await MakeAsync("""{"count": 3, "regions": ["360102"]}""");
        await Wait.UntilAsync(
            async () => (await cluster.Sync.State()).LastError?.Contains("UTF-8", StringComparison.Ordinal) == true,
            "the operator can read why"
        );
        Assert.Equal((before, 3), (await StoredAsync(), await UnacknowledgedAsync(numbers)));
        await cluster.FailAsync(
            """{"namedGbk": {"rate": 0.5, "on": ["applications"]}, "byteOrderMark": {"rate": 1, "on": ["applications", "uploads", "statistics"]}}"""
        );
        await cluster.HandedOverAsync(before + 3);
        await Wait.UntilAsync(async () => await UnacknowledgedAsync(numbers) == 0, "each is acknowledged");
        Assert.Equal(before + 3, await StoredAsync());
        await cluster.FailAsync("{}");
    }

    [Fact]
    public async Task What_time_alone_cures_is_handed_over_by_itself()
    {
        var before = await AppliedAsync();
        var ahead = cluster.Clock.GetUtcNow().AddMinutes(10).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var made = await cluster.PostAsync(
            "/control/applications",
            $$"""{"count": 1, "regions": ["360102"], "submittedAt": "{{ahead}}"}"""
        );
        var number = (string)made["applications"]![0]!["number"]!;
        await Wait.UntilAsync(
            async () => (await RefusedAsync()).Any(refused => refused.Number == number),
            "it is refused, and its office can see it"
        );
        Assert.Equal(
            "36010201",
            await cluster.ScalarAsync<string>("SELECT left(office, 8) FROM platform_application WHERE number = $1", number)
        );
        await cluster.AdvanceToAsync(cluster.Clock.GetUtcNow().AddMinutes(5).AddSeconds(1));
        await Wait.UntilAsync(async () => await AppliedAsync() == before + 1, "it is handed over once the tolerance reaches it");
    }

    /// <summary>Applications at the platform; their numbers.</summary>
    private async Task<string[]> MakeAsync(string applications) =>
        [
            .. (await cluster.PostAsync("/control/applications", applications))["applications"]!
                .AsArray()
                .Select(application => (string)application!["number"]!),
        ];

    /// <summary>How many of these the platform has no acknowledgement of.</summary>
    private Task<long> UnacknowledgedAsync(string[] numbers) =>
        cluster.ScalarAsync<long>(
            "SELECT count(*) FROM platform_simulator.application WHERE number = ANY ($1) AND acknowledged_at IS NULL",
            (object)numbers
        );

    private Task<long> AppliedAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM application WHERE platform_number IS NOT NULL");

    private Task<long> StoredAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM platform_application");

    private async Task<IReadOnlyList<RefusedApplication>> RefusedAsync() =>
        (
            await cluster
                .Service<IPlatformIntake>()
                .RefusedAsync(new SearchScope(null, ""), new PageRequest(100, null), TestContext.Current.CancellationToken)
        ).Items;
}
