using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Duplicates;

/// <summary>What becomes of a pair: proposed, confirmed, remembered, and back when data change.</summary>
public sealed class DuplicatePairTests : IAsyncLifetime
{
    private ComparedRegister register = null!;
    private PersonId permit;
    private PersonId citizen;
    private Guid pair;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        register = await ComparedRegister.CreateAsync();
        permit = await register.PermitAsync("陈大文", "13800000001");
        citizen = await register.CitizenAsync("陈大文", "13800000001");
        await register.RunAsync();
        pair = Assert.Single(await register.ListAsync()).Pair.Id;
    }

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_pair_that_was_called_different_comes_back_only_when_data_change()
    {
        await ProposeAsync(PairVerdict.Different);
        Assert.Equal(PairStatus.Proposed, Assert.Single(await register.ListAsync()).Pair.Status);
        Assert.True(await register.Pairs.ConfirmAsync(pair, "p1", "supervisor-2", Sample.Now, null, Cancellation));
        Assert.Empty(await register.ListAsync());

        Assert.Equal(0, (await register.RunAsync()).Found);
        Assert.Empty(await register.ListAsync());

        // Another office takes the case over: that is no reason to ask again. Another telephone is.
        await register.CitizenAsync("陈大文", "13800000001", office: ComparedRegister.OtherCity);
        Assert.Equal(0, (await register.RunAsync()).Found);
        await register.CitizenAsync("陈大文", "13800000011");
        Assert.Equal(1, (await register.RunAsync()).Found);
        var back = Assert.Single(await register.ListAsync()).Pair;
        Assert.Equal((pair, PairStatus.Open), (back.Id, back.Status));
        Assert.Equal(
            [PairDecisionKind.Proposed, PairDecisionKind.Confirmed],
            (await register.Pairs.DecisionsAsync(pair, Cancellation)).Select(decision => decision.Kind)
        );
    }

    [Fact]
    public async Task A_proposal_that_is_dropped_leaves_the_pair_open_and_its_words_are_sealed()
    {
        await ProposeAsync(PairVerdict.Same);
        Assert.False(await register.Pairs.ConfirmAsync(pair, "p0", "supervisor-2", Sample.Now, null, Cancellation));
        Assert.False(await register.Pairs.ProposeAsync(pair, Proposal(PairVerdict.Different) with { Id = "p2" }, null, Cancellation));
        Assert.Equal(permit, Assert.Single(await register.ListAsync()).Pair.Proposal!.Main);
        Assert.True(await register.Pairs.RejectAsync(pair, "p1", "证据不足", "supervisor-2", Sample.Now, null, Cancellation));
        Assert.False(await register.Pairs.RejectAsync(pair, "p1", "证据不足", "supervisor-2", Sample.Now, null, Cancellation));
        var open = Assert.Single(await register.ListAsync()).Pair;
        Assert.Equal((PairStatus.Open, null), (open.Status, open.Proposal));
        var decisions = await register.Pairs.DecisionsAsync(pair, Cancellation);
        Assert.Equal(["经核实", "证据不足"], decisions.Select(decision => decision.Text));
        Assert.Equal(["supervisor-1", "supervisor-2"], decisions.Select(decision => decision.By));
        Assert.Equal(
            0L,
            await register.Register.ScalarAsync<long>(
                "SELECT count(*) FROM duplicate_decision WHERE text LIKE '%经核实%' OR text LIKE '%证据%'"
            )
        );
    }

    [Fact]
    public async Task A_linked_pair_is_off_the_list_and_comes_back_when_it_is_unlinked()
    {
        await ProposeAsync(PairVerdict.Same);
        await register.HideAsync(citizen);
        Assert.Empty(await register.ListAsync());

        // The second person's request is repeated after the numbers were linked: the pair is still found.
        var found = await register.Pairs.FindAsync(pair, new SearchScope(null, "3601"), Cancellation);
        Assert.Equal(PairStatus.Proposed, found!.Pair.Status);
        Assert.True(await register.Pairs.ConfirmAsync(pair, "p1", "supervisor-2", Sample.Now, null, Cancellation));
        Assert.Equal(PairStatus.Same, (await register.Pairs.FindAsync(pair, ComparedRegister.Everything, Cancellation))!.Pair.Status);
        Assert.Equal(0, (await register.RunAsync()).Found);

        await register.CitizenAsync("陈大文", "13800000001");
        Assert.Equal(1, (await register.RunAsync()).Found);
        Assert.Equal(PairStatus.Open, Assert.Single(await register.ListAsync()).Pair.Status);
    }

    [Fact]
    public async Task Numbers_that_are_being_linked_are_those_of_a_proposal_that_cannot_be_dropped()
    {
        await ProposeAsync(PairVerdict.Same);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.False(await register.Pairs.BeginLinkAsync(pair, "p0", first, Cancellation));
        Assert.True(await register.Pairs.BeginLinkAsync(pair, "p1", first, Cancellation));
        Assert.False(await register.Pairs.RejectAsync(pair, "p1", "证据不足", "supervisor-1", Sample.Now, null, Cancellation));
        Assert.True(Assert.Single(await register.ListAsync()).Pair.Proposal!.IsLinking);

        // Another supervisor tries too; that the first one was refused does not free the proposal.
        Assert.True(await register.Pairs.BeginLinkAsync(pair, "p1", second, Cancellation));
        await register.Pairs.LinkRefusedAsync(pair, first, Cancellation);
        Assert.False(await register.Pairs.RejectAsync(pair, "p1", "证据不足", "supervisor-1", Sample.Now, null, Cancellation));
        await register.Pairs.LinkRefusedAsync(pair, second, Cancellation);
        Assert.True(await register.Pairs.RejectAsync(pair, "p1", "证据不足", "supervisor-1", Sample.Now, null, Cancellation));
        Assert.False(await register.Pairs.BeginLinkAsync(pair, "p1", first, Cancellation));

        // What was begun and never ended can be confirmed.
        Assert.True(await register.Pairs.ProposeAsync(pair, Proposal(PairVerdict.Same) with { Id = "p2" }, null, Cancellation));
        Assert.True(await register.Pairs.BeginLinkAsync(pair, "p2", first, Cancellation));
        Assert.True(await register.Pairs.ConfirmAsync(pair, "p2", "supervisor-2", Sample.Now, null, Cancellation));
        Assert.Equal(
            0L,
            await register.Register.ScalarAsync<long>(
                "SELECT count(*) FROM duplicate_pair WHERE linking IS NOT NULL OR proposal IS NOT NULL"
            )
        );
    }

    [Fact]
    public async Task Of_those_who_decide_at_once_one_does()
    {
        await ProposeAsync(PairVerdict.Different);
        var decided = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    i % 2 == 0
                        ? register.Pairs.ConfirmAsync(pair, "p1", $"supervisor-{i}", Sample.Now, null, Cancellation)
                        : register.Pairs.RejectAsync(pair, "p1", "证据不足", $"supervisor-{i}", Sample.Now, null, Cancellation)
                )
        );
        Assert.Single(decided, done => done);
        Assert.Equal(2, (await register.Pairs.DecisionsAsync(pair, Cancellation)).Count);
    }

    [Fact]
    public async Task An_open_pair_that_is_no_longer_alike_leaves_the_list()
    {
        await register.CitizenAsync("李国强", "13900000009");
        await register.RunAsync();
        Assert.Empty(await register.ListAsync());
        Assert.Equal(PairStatus.Gone, (await register.Pairs.FindAsync(pair, ComparedRegister.Everything, Cancellation))!.Pair.Status);
    }

    [Fact]
    public async Task Who_does_not_reach_both_does_not_see_the_pair()
    {
        await register.CitizenAsync("陈大文", "13800000001", office: ComparedRegister.OtherCity);
        foreach (var scope in (SearchScope[])[new(null, "3601"), new(null, "3602"), new(ComparedRegister.Office, null), new(null, null)])
        {
            Assert.Empty(await register.ListAsync(scope));
            Assert.Null(await register.Pairs.FindAsync(pair, scope, Cancellation));
        }

        Assert.Single(await register.ListAsync(new SearchScope(null, "36")));
        Assert.NotNull(await register.Pairs.FindAsync(pair, new SearchScope(null, "36"), Cancellation));
    }

    [Fact]
    public async Task Pages_hold_every_pair_once_the_most_alike_first()
    {
        for (var i = 0; i < 5; i++)
        {
            await register.PermitAsync(
                $"欧阳{(char)('大' + i)}",
                i % 2 == 0 ? $"1380000010{i}" : null,
                ComparedRegister.Born.AddDays(i + 1)
            );
            await register.CitizenAsync(
                $"欧阳{(char)('大' + i)}",
                i % 2 == 0 ? $"1380000010{i}" : null,
                ComparedRegister.Born.AddDays(i + 1),
                201 + (2 * i)
            );
        }

        await register.RunAsync();
        var all = await register.ListAsync();
        Assert.Equal(6, all.Count);
        Assert.Equal(all.OrderByDescending(one => one.Score.Bits).Select(one => one.Score.Bits), all.Select(one => one.Score.Bits));
        var (paged, after) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await register.Pairs.ListAsync(ComparedRegister.Everything, new PageRequest(2, after), Cancellation);
            paged.AddRange(page.Items.Select(item => item.Pair.Id));
            after = page.Next;
        } while (after is not null);
        Assert.Equal(all.Select(one => one.Pair.Id), paged);
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            register.Pairs.ListAsync(ComparedRegister.Everything, new PageRequest(2, "bm9uZQ"), Cancellation)
        );
    }

    private async Task ProposeAsync(PairVerdict verdict) =>
        Assert.True(await register.Pairs.ProposeAsync(pair, Proposal(verdict), null, Cancellation));

    private PairProposal Proposal(PairVerdict verdict) =>
        new("p1", verdict, verdict == PairVerdict.Same ? permit : null, "经核实", "supervisor-1", Sample.Now);
}
