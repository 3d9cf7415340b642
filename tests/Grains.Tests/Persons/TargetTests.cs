using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons;

/// <summary>The grain checks which case a command means; the sender need not read the record first.</summary>
[Collection(SharedCluster.Name)]
public sealed class TargetTests(GridCluster cluster)
{
    [Fact]
    public async Task A_command_for_an_older_application_does_not_hit_the_newer_one_but_its_own_repeat_is_answered()
    {
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        var older = (await cluster.SubmitAsync(number)).Application!;
        var first = Withdrawal(older, "withdraw-older");
        var done = (await person.WithdrawApplication(first)).Accepted();
        var newer = (await cluster.SubmitAsync(number)).Application!;

        var late = await person.WithdrawApplication(Withdrawal(older, "too-late"));
        Assert.Equal((RefusalCode.NotCurrentCase, newer.Value), (late.Refusal!.Code, late.Refusal.State?.Number));
        var repeat = await person.WithdrawApplication(first);
        Assert.Equal((true, done), (repeat.Repeated, repeat.Outcome));
        Assert.Equal(newer, (await person.RecordAsync()).Application!.Number);

        Assert.Equal(OutcomeKind.Withdrawn, (await person.WithdrawApplication(Withdrawal(newer, "withdraw-newer"))).Accepted().Kind);
    }

    [Fact]
    public async Task Of_an_application_and_of_an_answer_in_a_race_the_answer_never_hits_the_new_application()
    {
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        var older = (await cluster.SubmitAsync(number)).Application!;
        (await person.WithdrawApplication(Withdrawal(older, "first"))).Accepted();
        var race = Enumerable.Range(0, 20).Select(serial => person.WithdrawApplication(Withdrawal(older, $"race-{serial}"))).ToList();
        var submitted = cluster.SubmitAsync(number);
        var replies = await Task.WhenAll(race);

        Assert.All(replies, reply => Assert.Null(reply.Outcome));
        Assert.Equal((await submitted).Application, (await person.RecordAsync()).Application!.Number);
        Assert.True((await person.RecordAsync()).Application!.IsOpen);
    }

    [Fact]
    public async Task A_number_without_a_record_has_no_case_and_gets_none()
    {
        var number = CitizenNumbers.Next();
        var reply = await cluster.Person(number).WithdrawApplication(Withdrawal(null, "nobody"));
        Assert.Equal(RefusalCode.NotFound, reply.Refusal?.Code);
        Assert.Equal(0, await cluster.JournalAsync(cluster.Id(number)));
    }

    private static CommandRequest<WithdrawApplication> Withdrawal(ApplicationNumber? of, string key)
    {
        var request = Given.Clerk.Ask(new WithdrawApplication(Given.Declared), $"{key}-{Guid.NewGuid():N}");
        return request with { Context = request.Context with { Target = new CommandTarget { Application = of } } };
    }
}
