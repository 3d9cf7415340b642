using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Wording;
using Grid.Storage.Tests.Persons;
using Grid.Storage.Wording;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Wording;

/// <summary>Flags come with the person's commit, their words sealed; what was flagged, by whom and when cannot be changed.</summary>
public sealed class WordingFlagStoreTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly SearchScope Everything = new(null, "");

    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_flag_is_listed_counted_settled_once_and_loses_its_words_with_the_person()
    {
        var flags = new WordingFlags(register.Source, register.Secrets.Ring);
        for (var n = 1; n <= 5; n++)
            await FlagAsync(n, n <= 3 ? "36010201" : "36020101");
        var first = register.IdOf(1);

        var listed = await flags.OpenAsync(new SearchScope(null, "3601"), new PageRequest(2, null), Cancellation);
        Assert.Equal(2, listed.Items.Count);
        var rest = await flags.OpenAsync(new SearchScope(null, "3601"), new PageRequest(2, listed.Next), Cancellation);
        Assert.Null(rest.Next);
        Assert.Equal(3, listed.Items.Concat(rest.Items).DistinctBy(flag => flag.Person).Count());
        var one = listed.Items.Concat(rest.Items).Single(flag => flag.Person == first);
        Assert.Equal(("失联", "本人失联", "note", "transfer", "36010201"), (one.Words, one.Text, one.Field, one.Command, one.Office));
        await Assert.ThrowsAsync<InvalidCursorException>(() => flags.OpenAsync(Everything, new PageRequest(2, "nonsense"), Cancellation));
        Assert.Equal(new Dictionary<string, long> { ["3601"] = 3, ["3602"] = 2 }, await flags.CountOpenAsync(Everything, 4, Cancellation));
        Assert.Equal(
            new Dictionary<string, long> { [""] = 3 },
            await flags.CountOpenAsync(new SearchScope("36010201", null), 0, Cancellation)
        );

        // Two who settle it at once: one does.
        var both = await Task.WhenAll(Settle(flags, one, "supervisor-1"), Settle(flags, one, "supervisor-2"));
        Assert.Equal([WordingReview.Done, WordingReview.NotOpen], both.Order());
        Assert.Equal(
            WordingReview.OwnWords,
            await Settle(flags, listed.Items.Concat(rest.Items).First(flag => flag.Person != first), one.Author)
        );
        var figures = await flags.FiguresAsync(new SearchScope(null, "3601"), Sample.Today, Sample.Today, Cancellation);
        Assert.Equal(new WordingFigures(2, 0, 0, 1), figures["36010201"]);
        Assert.Empty(await flags.FiguresAsync(Everything, Sample.Today.AddDays(1), Sample.Today.AddDays(9), Cancellation));

        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE person SET data_key = NULL WHERE person_id = $1",
            register.IdOf(2).ToGuid()
        );
        var erased = (await flags.OpenAsync(Everything, new PageRequest(50, null), Cancellation)).Items.Single(flag =>
            flag.Person == register.IdOf(2)
        );
        Assert.Equal((null, null), (erased.Words, erased.Text));

        foreach (
            var attempt in (string[])
                [
                    "UPDATE wording_flag SET author = 'nobody'",
                    "UPDATE wording_flag SET office = ''",
                    "DELETE FROM wording_flag",
                    "TRUNCATE wording_flag",
                ]
        )
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                DatabaseCommands.ExecuteAsync(database.ApplicationConnectionString, attempt)
            );
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static Task<WordingReview> Settle(WordingFlags flags, FlaggedWording flag, string by) =>
        flags.SettleAsync(flag.Person, flag.Sequence, WordingResult.Corrected, by, Everything, Sample.Now, null, Cancellation);

    private async Task FlagAsync(int n, string office)
    {
        var state = await register.AddAsync(n);
        await register.AppendAsync(state, register.IdOf(n), sequence =>
            Sample.SmallCommit(sequence) with
            {
                Journal =
                [
                    Sample.Entry(
                        sequence,
                        new WordingFlagged(Sample.Today, office, "transfer", "note", SuspiciousWording.ExitArticle, "失联", "本人失联")
                    ),
                ],
            }
        );
    }
}
