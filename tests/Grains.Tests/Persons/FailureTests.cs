using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons;

[Collection(SharedCluster.Name)]
public sealed class FailureTests(GridCluster cluster)
{
    [Fact]
    public async Task After_a_write_by_somebody_else_nothing_is_committed_and_the_next_call_reads_anew()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var person = cluster.Person(number);
        var before = await cluster.JournalAsync(cluster.Id(number));
        await cluster.ExecuteAsync("UPDATE person SET version = version + 1 WHERE person_id = $1", cluster.Id(number).ToGuid());
        var request = Given.Clerk.Ask(Given.IdentityConfirmed);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => person.RecordVerification(request));

        Assert.Equal(before, await cluster.JournalAsync(cluster.Id(number)));
        Assert.False((await person.RecordVerification(request)).Repeated);
        Assert.Equal(before + 1, await cluster.JournalAsync(cluster.Id(number)));
    }

    [Fact]
    public async Task After_a_write_that_failed_the_record_is_what_the_database_says()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var id = cluster.Id(number);
        var person = cluster.Person(number);
        var before = (await person.RecordAsync()).Sequence;
        await cluster.ExecuteAsync(
            $"CREATE FUNCTION fail_{id}() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'no'; END $f$"
        );
        await cluster.ExecuteAsync(
            $"CREATE TRIGGER fail_{id} BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.person_id = '{id.ToGuid()}') EXECUTE FUNCTION fail_{id}()"
        );
        var request = Given.Clerk.Ask(Given.IdentityConfirmed);

        await Assert.ThrowsAnyAsync<Exception>(() => person.RecordVerification(request));
        var between = await person.RecordAsync();
        await cluster.ExecuteAsync($"DROP FUNCTION fail_{id}() CASCADE");

        Assert.Equal(before, between.Sequence);
        Assert.Empty(between.Application!.Verifications);
        (await person.RecordVerification(request)).Accepted();
        Assert.Single((await person.RecordAsync()).Application!.Verifications);
    }

    [Fact]
    public async Task When_the_connections_are_cut_each_command_takes_effect_once_in_the_end()
    {
        var numbers = Enumerable.Range(0, 20).Select(_ => CitizenNumbers.Next()).ToArray();
        var requests = numbers.Select(n => Given.Clerk.Ask(Given.Application(n, cluster.Clock.GetUtcNow()))).ToArray();

        var calls = numbers.Select((n, i) => SubmitUntilAnsweredAsync(n, requests[i])).ToArray();
        await cluster.Database.CutConnectionsAsync(TestContext.Current.CancellationToken);
        var replies = await Task.WhenAll(calls);

        Assert.All(replies, r => Assert.Equal(OutcomeKind.Submitted, r.Outcome!.Kind));
        foreach (var number in numbers)
        {
            Assert.Equal(
                1,
                await cluster.ScalarAsync<long>(
                    "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'applicationSubmitted'",
                    cluster.Id(number).ToGuid()
                )
            );
        }
    }

    private async Task<CommandReply> SubmitUntilAnsweredAsync(
        Grid.Domain.Identity.IdentityNumber number,
        CommandRequest<SubmitApplication> request
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await cluster.Person(number).SubmitApplication(request);
            }
            catch (Exception e)
                when (attempt < 20 && e is StoreUnavailableException or OutcomeUnknownException or Orleans.Runtime.OrleansException)
            {
                await Wait.ForAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }
    }
}
