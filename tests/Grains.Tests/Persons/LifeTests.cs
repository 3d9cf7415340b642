using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons;

[Collection(SharedCluster.Name)]
public sealed class LifeTests(GridCluster cluster)
{
    [Fact]
    public async Task From_application_to_exit_revoked_exit_and_return()
    {
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        Assert.Null(await person.Read());

        var submitted = await cluster.SubmitAsync(number);
        Assert.Equal(OutcomeKind.Submitted, submitted.Kind);
        Assert.Equal(1, await cluster.RemindersAsync(cluster.Id(number)));

        var submittedAt = (await person.RecordAsync()).Sequence;
        var early = await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()));
        Assert.Equal(RefusalCode.IdentityNotVerified, early.Refusal!.Code);
        Assert.Equal(submittedAt, (await person.RecordAsync()).Sequence);

        (await person.RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        var approved = (await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
        Assert.NotNull(approved.Registration);
        Assert.Equal(1, await cluster.RemindersAsync(cluster.Id(number)));

        var today = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        (await person.RecordExit(Given.Clerk.Ask(Given.Hired(today)))).Accepted();
        Assert.Null((await person.RecordAsync()).Registration);
        (await person.RevokeExit(Given.Clerk.Ask(new RevokeExit(approved.Registration!, Given.ByHand)))).Accepted();
        Assert.Equal(approved.Registration, (await person.RecordAsync()).Registration!.Number);
        (await person.RecordExit(Given.Clerk.Ask(Given.Hired(today)))).Accepted();

        var back = await cluster.RegisterAsync(number);
        var record = await person.RecordAsync();
        Assert.NotEqual(approved.Registration, back.Registration);
        Assert.Equal(back.Registration, record.Registration!.Number);
        Assert.Equal(PastEnding.Exited, Assert.Single(record.Past).Ending);
        Assert.Equal(record.Sequence, await cluster.JournalAsync(record.Id));
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task What_was_committed_is_read_again_after_deactivation()
    {
        var number = CitizenNumbers.Next();
        await cluster.RegisterAsync(number);
        var person = cluster.Person(number);
        var before = await person.RecordAsync();

        await cluster.Cluster.DeactivateAsync(person);

        var after = await person.RecordAsync();
        Assert.Equal(before.Sequence, after.Sequence);
        Assert.Equal(before.Registration!.Number, after.Registration!.Number);
        Assert.Equal(before.Identity, after.Identity);
    }

    [Fact]
    public async Task Entered_in_error_leaves_no_mark()
    {
        var number = CitizenNumbers.Next();
        var registered = await cluster.RegisterAsync(number);
        var person = cluster.Person(number);

        var proposed = (
            await person.EndAsEnteredInError(
                Given.Supervisor.Ask(
                    new EndAsEnteredInError(registered.Application!, "wrong number typed") { NoRightNumber = NoRightNumber.CannotBeFound }
                )
            )
        ).Accepted();
        Assert.NotNull((await person.RecordAsync()).Registration);
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM duty WHERE person_id = $1 AND kind = 11", proposed.Person.ToGuid())
        );
        var alone = await person.ConfirmProposal(Given.Supervisor.Ask(new ConfirmProposal(proposed.Reference!)));
        Assert.Equal(RefusalCode.SecondPersonNeeded, alone.Refusal?.Code);
        (await person.ConfirmProposal(Given.SecondSupervisor.Ask(new ConfirmProposal(proposed.Reference!)))).Accepted();

        var record = await person.RecordAsync();
        Assert.Null(record.Identity);
        Assert.Null(record.Registration);
        Assert.Empty(record.Past);
        Assert.Equal(registered.Registration, Assert.Single(record.InError).Registration?.Number);
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM notice WHERE person_id = $1 AND kind = 'enteredInError'",
                record.Id.ToGuid()
            )
        );
        Assert.Equal(0, await cluster.RemindersAsync(record.Id));
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_leaves_no_receipt()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var key = Guid.NewGuid().ToString();
        var before = await cluster.JournalAsync(cluster.Id(number));

        var foreign = await cluster
            .Person(number)
            .RecordVerification((Given.Clerk with { Office = Given.OtherOffice }).Ask(Given.IdentityConfirmed, key));

        Assert.Equal(RefusalCode.NotYourCase, foreign.Refusal!.Code);
        Assert.Equal(before, await cluster.JournalAsync(cluster.Id(number)));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = $1", key));
    }
}
