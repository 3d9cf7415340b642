using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;

namespace Grid.Grains.Tests.Persons;

/// <summary>The steps that most tests begin with.</summary>
internal static class Steps
{
    public static CommandOutcome Accepted(this CommandReply reply)
    {
        Assert.Null(reply.Refusal);
        Assert.False(reply.KeyConflict);
        return reply.Outcome!;
    }

    public static async Task<PersonRecord> RecordAsync(this IPersonGrain person) => (await person.Read())!.Record;

    public static async Task<CommandOutcome> SubmitAsync(this GridCluster cluster, IdentityNumber number, string office = Given.Office)
    {
        var actor = Given.Clerk with { Office = office };
        return (
            await cluster.Person(number).SubmitApplication(actor.Ask(Given.Application(number, cluster.Clock.GetUtcNow(), office)))
        ).Accepted();
    }

    /// <summary>A person with an active registration.</summary>
    public static async Task<CommandOutcome> RegisterAsync(this GridCluster cluster, IdentityNumber number)
    {
        await cluster.SubmitAsync(number);
        var person = cluster.Person(number);
        (await person.RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        return (await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
    }

    /// <summary>A number with a record and nothing open.</summary>
    public static async Task KnownAsync(this GridCluster cluster, IdentityNumber number)
    {
        await cluster.SubmitAsync(number);
        (await cluster.Person(number).WithdrawApplication(Given.Clerk.Ask(new WithdrawApplication(Given.Declared)))).Accepted();
    }

    public static Task<long> JournalAsync(this GridCluster cluster, PersonId person) =>
        cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1", person.ToGuid());

    public static Task<long> RemindersAsync(this GridCluster cluster, PersonId person) =>
        cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = $1 AND name = 'duty'", $"person/{person}");
}
