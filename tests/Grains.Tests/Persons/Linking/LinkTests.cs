using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons.Duties;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons.Linking;

[Collection(SharedCluster.Name)]
public sealed class LinkTests(GridCluster cluster)
{
    [Fact]
    public async Task The_case_moves_once_and_the_alias_answers_with_the_main_record()
    {
        var (old, main) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        var registered = await cluster.RegisterAsync(old);
        await cluster.KnownAsync(main);

        (await cluster.Person(old).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(main), "permit became citizen number")))).Accepted();
        await MovedAsync(main);

        var record = await cluster.Person(old).RecordAsync();
        Assert.Equal(cluster.Id(main), record.Id);
        Assert.Equal(registered.Registration, record.Registration!.Number);
        await Wait.UntilAsync(async () => await cluster.RemindersAsync(cluster.Id(old)) == 0, "the move is confirmed");
        Assert.Equal(
            cluster.Id(main).ToGuid(),
            await cluster.ScalarAsync<Guid>("SELECT person_id FROM registration WHERE number = $1", registered.Registration!.Value)
        );

        // What comes for the old number reaches the main record.
        var today = Grid.Domain.Calendar.ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        var exit = (await cluster.Person(old).RecordExit(Given.Clerk.Ask(Given.Hired(today)))).Accepted();
        Assert.Equal(cluster.Id(main), exit.Person);
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task An_alias_names_its_main_record_and_the_sender_asks_there_once()
    {
        var (old, main) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        await cluster.RegisterAsync(old);
        await cluster.KnownAsync(main);
        (await cluster.Person(old).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(main), "permit became citizen number")))).Accepted();
        await MovedAsync(main);
        var contact = Given.Clerk.Ask(new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached });

        var named = await cluster.Person(old).RecordContact(contact with { Context = contact.Context with { FollowsAlias = true } });
        Assert.Equal((cluster.Id(main), null, null), (named.MainRecord, named.Outcome, named.Refusal));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = $1", contact.Context.IdempotencyKey!));

        var sent = await cluster.Cluster.Client.SendAsync(cluster.Id(old), contact);
        Assert.Equal((cluster.Id(main), false), (sent.Accepted().Person, sent.Repeated));
        Assert.True((await cluster.Cluster.Client.SendAsync(cluster.Id(old), contact)).Repeated);

        // A host of an older version does not follow: for it the alias passes the command on.
        Assert.Equal(
            (cluster.Id(main), true),
            (
                (await cluster.Person(old).RecordContact(contact)).Outcome!.Person,
                (await cluster.Person(old).RecordContact(contact)).Repeated
            )
        );
    }

    [Fact]
    public async Task A_link_can_be_undone()
    {
        var (old, main) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        var registered = await cluster.RegisterAsync(old);
        await cluster.KnownAsync(main);
        (await cluster.Person(old).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(main), "thought to be one person")))).Accepted();
        await MovedAsync(main);

        (await cluster.Person(main).Unlink(Given.Supervisor.Ask(new Unlink(cluster.Id(old), "two persons after all")))).Accepted();

        // From this very moment on, also while the case is still on its way.
        var read = await cluster.Person(old).RecordAsync();
        Assert.Equal((cluster.Id(old), registered.Registration), (read.Id, read.Registration?.Number));
        var contact = await cluster
            .Person(old)
            .RecordContact(Given.Clerk.Ask(new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached }));
        Assert.True(
            contact.Refusal?.Code == RefusalCode.MovePending || contact.Outcome?.Person == cluster.Id(old),
            "Never the other number's case."
        );

        await Wait.UntilAsync(
            () =>
                cluster.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM journal WHERE person_id = $1 AND event = 'caseReturned')",
                    cluster.Id(old).ToGuid()
                ),
            "the number is a record of its own"
        );
        Assert.Equal(registered.Registration, (await cluster.Person(old).RecordAsync()).Registration!.Number);
        Assert.Null((await cluster.Person(main).RecordAsync()).Registration);
        await Wait.UntilAsync(async () => await cluster.RemindersAsync(cluster.Id(main)) == 0, "the move is confirmed");
        Assert.Equal(
            cluster.Id(old).ToGuid(),
            await cluster.ScalarAsync<Guid>("SELECT person_id FROM registration WHERE number = $1", registered.Registration!.Value)
        );
    }

    [Fact]
    public async Task A_case_that_was_on_its_way_when_everything_stopped_arrives_by_the_reminder()
    {
        var (old, main) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        var registered = await cluster.RegisterAsync(old);
        await cluster.KnownAsync(main);
        var mainId = cluster.Id(main);

        // The main record cannot be written for now: the delivery fails, and the case waits in the old number's record.
        // A sequence advances although the transaction rolls back: it shows that the delivery was tried.
        await cluster.ExecuteAsync($"CREATE SEQUENCE tried_{mainId}");
        await cluster.ExecuteAsync(
            $"CREATE FUNCTION stop_{mainId}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $f$ BEGIN PERFORM nextval('public.tried_{mainId}'); RAISE EXCEPTION 'stopped'; END $f$"
        );
        await cluster.ExecuteAsync(
            $"CREATE TRIGGER stop_{mainId} BEFORE INSERT OR UPDATE ON person FOR EACH ROW WHEN (NEW.person_id = '{mainId.ToGuid()}') EXECUTE FUNCTION stop_{mainId}()"
        );
        try
        {
            (await cluster.Person(old).LinkTo(Given.Supervisor.Ask(new LinkTo(mainId, "one person")))).Accepted();
            await Wait.UntilAsync(() => cluster.ScalarAsync<bool>($"SELECT is_called FROM tried_{mainId}"), "the delivery is tried");
            await cluster.Cluster.DeactivateAsync(cluster.Person(old));

            // One attempt is not the end: a write that failed in a group is retried alone. The record that could not be written ends its
            // activation, and only then is it certain that the case did not arrive, and that no call reaches the activation that failed.
            await cluster.Cluster.WaitForDeactivationAsync(cluster.Person(main));
        }
        finally
        {
            await cluster.ExecuteAsync($"DROP FUNCTION stop_{mainId}() CASCADE");
        }

        Assert.Equal(1, await cluster.RemindersAsync(cluster.Id(old)));
        Assert.Null((await cluster.Person(main).Read())?.Record.Registration);
        await cluster.TickAsync(cluster.Id(old));
        await MovedAsync(main);
        Assert.Equal(registered.Registration, (await cluster.Person(main).RecordAsync()).Registration!.Number);
        await Wait.UntilAsync(async () => await cluster.RemindersAsync(cluster.Id(old)) == 0, "the move is confirmed");
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'caseTakenOver'",
                mainId.ToGuid()
            )
        );
    }

    [Fact]
    public async Task Two_numbers_linked_to_each_other_at_once_do_not_wait_for_each_other()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (CitizenNumbers.Next(), CitizenNumbers.Next());
            await cluster.RegisterAsync(one);
            await cluster.KnownAsync(two);

            var replies = await Task.WhenAll(
                cluster.Person(one).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(two), "one person"))),
                cluster.Person(two).LinkTo(Given.Supervisor.Ask(new LinkTo(cluster.Id(one), "one person")))
            );

            Assert.InRange(replies.Count(r => r.Outcome is not null), 0, 1);
            Assert.All(replies, r => Assert.True(r.Outcome is not null || r.Refusal!.Code == RefusalCode.CannotLink));
            if (replies.All(r => r.Outcome is null))
                Assert.NotNull((await cluster.Person(one).RecordAsync()).Registration);
        }
    }

    [Fact]
    public async Task A_link_to_nobody_or_out_of_reach_changes_nothing_until_the_other_office_agrees()
    {
        var (one, nobody, there) = (CitizenNumbers.Next(), CitizenNumbers.Next(), CitizenNumbers.Next());
        var registered = await cluster.RegisterAsync(one);
        await cluster.KnownAsync(there);
        var county = new Actor("supervisor-3", Role.Supervisor, "36010401");
        (await cluster.Person(one).Transfer(Given.Supervisor.Ask(new Transfer("36010401", null, "chosen by the person")))).Accepted();
        var before = await cluster.JournalAsync(cluster.Id(one));

        foreach (var (main, code) in new[] { (nobody, RefusalCode.NothingToLinkTo), (there, RefusalCode.MainOutOfReach) })
        {
            var reply = await cluster.Person(one).LinkTo(county.Ask(new LinkTo(cluster.Id(main), "one person")));
            Assert.Equal(code, reply.Refusal?.Code);
        }

        Assert.Equal(before, await cluster.JournalAsync(cluster.Id(one)));
        Assert.Equal(registered.Registration, (await cluster.Person(one).RecordAsync()).Registration!.Number);
        Assert.Null(await cluster.Person(nobody).Read());

        (await cluster.Person(there).AgreeToLink(Given.Supervisor.Ask(new AgreeToLink(cluster.Id(one), "one person")))).Accepted();
        (await cluster.Person(one).LinkTo(county.Ask(new LinkTo(cluster.Id(there), "one person")))).Accepted();
        await MovedAsync(there);
    }

    private Task MovedAsync(Grid.Domain.Identity.IdentityNumber main) =>
        Wait.UntilAsync(async () => (await cluster.Person(main).Read())?.Record.Registration is not null, "the case arrives");
}
