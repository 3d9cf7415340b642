using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Silo.Reference;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons;

[Collection(SharedCluster.Name)]
public sealed class DuplicateTests(GridCluster cluster)
{
    private const int Many = 50;

    [Fact]
    public async Task Fifty_submissions_from_one_office_make_one_application()
    {
        var number = CitizenNumbers.Next();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => cluster.SubmitAsync(number)));

        Assert.Single(outcomes, o => o.Kind == OutcomeKind.Submitted);
        Assert.Equal(Many - 1, outcomes.Count(o => o.Kind == OutcomeKind.ApplicationExists));
        Assert.Single(outcomes.Select(o => o.Application).Distinct());
        Assert.Equal((await cluster.Person(number).RecordAsync()).Sequence, await cluster.JournalAsync(cluster.Id(number)));
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'applicationSubmitted'",
                cluster.Id(number).ToGuid()
            )
        );
    }

    [Fact]
    public async Task Fifty_offices_make_one_application_and_one_transfer_request_each()
    {
        var number = CitizenNumbers.Next();
        var offices = ReferenceFiles.Load(folder: null).Offices.All.Take(Many).Select(o => o.Code.Value).ToArray();

        var outcomes = await Task.WhenAll(offices.Concat(offices).Select(office => cluster.SubmitAsync(number, office)));

        Assert.Single(outcomes, o => o.Kind == OutcomeKind.Submitted);
        Assert.Single(outcomes, o => o.Kind == OutcomeKind.ApplicationExists);
        var requests = (await cluster.Person(number).RecordAsync()).Application!.TransferRequests;
        Assert.Equal(offices.Length - 1, requests.Count);
        Assert.Equal(offices.Length - 1, requests.Select(r => r.ToOffice).Distinct().Count());
    }

    [Fact]
    public async Task A_platform_number_of_another_persons_application_is_refused_and_leaves_nothing()
    {
        var (first, second) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        var platformNumber = PlatformApplicationNumber.Parse($"P-{Guid.NewGuid():N}");

        (await SubmitAsync(first)).Accepted();
        var refused = await SubmitAsync(second);

        Assert.Equal(RefusalCode.PlatformRepeatContradicts, refused.Refusal?.Code);
        Assert.Equal(0, await cluster.JournalAsync(cluster.Id(second)));

        Task<CommandReply> SubmitAsync(IdentityNumber number) =>
            cluster
                .Person(number)
                .SubmitApplication(
                    Actor.Register.Ask(
                        Given.Application(number, cluster.Clock.GetUtcNow()) with
                        {
                            Channel = ApplicationChannel.Platform,
                            PlatformNumber = platformNumber,
                        }
                    )
                );
    }

    [Fact]
    public async Task The_same_key_fifty_times_has_one_effect_and_one_answer()
    {
        var number = CitizenNumbers.Next();
        var request = Given.Clerk.Ask(Given.Application(number, cluster.Clock.GetUtcNow()));

        var replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => cluster.Person(number).SubmitApplication(request)));

        Assert.Single(replies, r => !r.Repeated);
        Assert.All(replies, r => Assert.Equal(replies[0].Outcome, r.Outcome));
        Assert.Equal(OutcomeKind.Submitted, replies[0].Outcome!.Kind);
        Assert.Equal((await cluster.Person(number).RecordAsync()).Sequence, await cluster.JournalAsync(cluster.Id(number)));
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'applicationSubmitted'",
                cluster.Id(number).ToGuid()
            )
        );

        // In the first minutes of a month a receipt is in the month before too, with the same moment.
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>("SELECT count(DISTINCT at) FROM receipt WHERE key = $1", request.Context.IdempotencyKey!)
        );
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_a_conflict()
    {
        var number = CitizenNumbers.Next();
        var key = Guid.NewGuid().ToString();
        var application = Given.Application(number, cluster.Clock.GetUtcNow());
        (await cluster.Person(number).SubmitApplication(Given.Clerk.Ask(application, key))).Accepted();

        var other = await cluster.Person(number).SubmitApplication(Given.Clerk.Ask(application with { WishesToClaimBenefit = true }, key));

        Assert.True(other.KeyConflict);
        Assert.Null(other.Outcome);
    }

    [Fact]
    public async Task One_key_for_two_persons_at_once_takes_effect_for_one_of_them()
    {
        var key = Guid.NewGuid().ToString();
        var numbers = Enumerable.Range(0, 8).Select(_ => CitizenNumbers.Next()).ToArray();

        var replies = await Task.WhenAll(
            numbers.Select(async number =>
            {
                var request = Given.Clerk.Ask(Given.Application(number, cluster.Clock.GetUtcNow()), key);
                return await cluster.Person(number).SubmitApplication(request);
            })
        );

        Assert.Single(replies, r => r is { KeyConflict: false, Repeated: false });
        Assert.Equal(numbers.Length - 1, replies.Count(r => r.KeyConflict));
        var records = await Task.WhenAll(numbers.Select(n => cluster.Person(n).Read()));
        Assert.Single(records, r => r is not null);
    }
}
