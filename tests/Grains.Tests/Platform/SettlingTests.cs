using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>What offices settle reaches the persons' records and the platform, under the number that the person has.</summary>
public sealed class SettlingTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    private static readonly SearchScope Everything = new(null, "");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_joined_to_an_open_application_gets_its_result_when_that_is_decided()
    {
        var number = await RefusedAsync();
        var (person, of) = await AppliedAsync();
        await JoinAsync(number, person, of);
        await SettledAsync(number);
        Assert.Equal(number, Assert.Single((await cluster.Person(person).RecordAsync()).AwaitingResults).Number.Value);
        await cluster.DrainedAsync();
        Assert.Empty(await HeldAsync(number));

        await ApproveAsync(person);
        await cluster.DrainedAsync();
        Assert.Equal([$"result:{of}:0:{number}"], await HeldAsync(number));
        Assert.Equal(
            1L,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE event = 'platformApplicationJoined' AND facts ->> 'number' = $1 AND actor = 'clerk-1'",
                number
            )
        );
    }

    [Fact]
    public async Task One_joined_after_the_decision_gets_that_at_once_and_one_that_is_closed_gets_a_result_of_its_own()
    {
        var (joined, closed) = (await RefusedAsync(), await RefusedAsync());
        var (person, of) = await AppliedAsync();
        await ApproveAsync(person);
        await JoinAsync(joined, person, of);
        var id = await IdAsync(closed);
        var clerk = Given.Clerk;
        var offices = cluster.Service<IReferenceData>().Offices;
        Assert.Equal(
            SettlementOutcome.Done,
            await cluster
                .Service<IPlatformSettlements>()
                .SettleAsync(
                    id,
                    new PlatformSettlement(
                        clerk,
                        cluster.Clock.GetUtcNow(),
                        null,
                        null,
                        ClosingReason.SomebodyElses,
                        ContactChannel.Telephone,
                        cluster.Clock.GetUtcNow(),
                        "号码不是本人的"
                    ),
                    SettledByOffice.Result(id, closed, clerk.Office!, clerk, cluster.Clock.GetUtcNow(), offices),
                    Everything,
                    null,
                    Cancellation
                )
        );
        await SettledAsync(joined);
        await cluster.DrainedAsync();
        Assert.Equal([$"result:{of}:0:{joined}"], await HeldAsync(joined));
        Assert.Equal([$"result:settled:{id}:{closed}"], await HeldAsync(closed));
        Assert.Empty((await cluster.RefusedAsync()).Items);
        Assert.Empty(await cluster.FaultsAsync());
    }

    /// <summary>Between the clerk's order and the person's grain the case went to another office.</summary>
    [Fact]
    public async Task One_that_cannot_be_joined_any_more_is_the_offices_again()
    {
        var number = await RefusedAsync();
        var (person, of) = await AppliedAsync();
        (await cluster.Person(person).Transfer(Given.Clerk.Ask(new Transfer(Given.OtherOffice, null, "本人要求")))).Accepted();
        await JoinAsync(number, person, of);
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>(
                    "SELECT count(*) FROM platform_application WHERE number = $1 AND status = 'refused' AND refusal_field = 'settlement'",
                    number
                ) == 1,
            "it is on the list again"
        );
        Assert.Empty((await cluster.Person(person).RecordAsync()).AwaitingResults);
    }

    /// <summary>The number of one that the platform sent with an impossible identity number.</summary>
    private async Task<string> RefusedAsync()
    {
        var made = (
            await cluster.PostAsync("/control/applications", """{"count": 0, "regions": ["360102"], "bad": {"impossibleNumber": 1}}""")
        )["applications"]!.AsArray();
        var number = (string)made.Single(one => one!["bad"] is not null)!["number"]!;
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>(
                    "SELECT count(*) FROM platform_application WHERE number = $1 AND status = 'refused'",
                    number
                ) == 1,
            "it is refused"
        );
        return number;
    }

    private async Task<(PersonId Person, ApplicationNumber Application)> AppliedAsync()
    {
        var number = CitizenNumbers.Next();
        var submitted = (
            await cluster.Person(number).SubmitApplication(Given.Clerk.Ask(Given.Application(number, cluster.Clock.GetUtcNow())))
        ).Accepted();
        return (submitted.Person, submitted.Application!);
    }

    private async Task ApproveAsync(PersonId person)
    {
        (await cluster.Person(person).RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await cluster.Person(person).ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
    }

    private async Task JoinAsync(string number, PersonId person, ApplicationNumber of)
    {
        var now = cluster.Clock.GetUtcNow();
        var settlement = new PlatformSettlement(Given.Clerk, now, of, person, null, ContactChannel.FaceToFace, now, "已在窗口申请");
        Assert.Equal(
            SettlementOutcome.Done,
            await cluster
                .Service<IPlatformSettlements>()
                .SettleAsync(await IdAsync(number), settlement, null, Everything, null, Cancellation)
        );
    }

    private Task<long> IdAsync(string number) => cluster.ScalarAsync<long>("SELECT id FROM platform_application WHERE number = $1", number);

    private Task SettledAsync(string number) =>
        Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>(
                    "SELECT count(*) FROM platform_application WHERE number = $1 AND status = 'settled'",
                    number
                ) == 1,
            "the person's record has it"
        );

    /// <summary>The results under this number; that of the application it is joined to is of another one.</summary>
    private async Task<IEnumerable<string>> HeldAsync(string number) =>
        (await cluster.GetAsync("/control/trace?number=" + number))["items"]!
            .AsArray()
            .Select(item => (string)item!["key"]!)
            .Where(key => key.EndsWith(':' + number, StringComparison.Ordinal));
}
