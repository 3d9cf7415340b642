using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Orleans.Storage;

namespace Grid.Storage.Tests.Duties;

/// <summary>Rows of duties and services are there exactly with the commit that carries them.</summary>
public sealed class DutyCommitTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private const string Open =
        "SELECT coalesce(string_agg(format('%s %s %s %s', key, kind, office, due), '; ' ORDER BY key), '') FROM duty WHERE person_id = $1";
    private const string Done =
        "SELECT coalesce(string_agg(format('%s %s %s %s', key, office, closed_on, how), '; ' ORDER BY id), '') FROM duty_done WHERE person_id = $1";

    private readonly Register register = new(database.ApplicationConnectionString);

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_duty_opens_changes_and_ends_with_its_commits()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        var duty = Sample.Duty("firstContact", DutyKind.FirstContact);
        await CommitAsync(person, Sample.Open(duty), Sample.Open(Sample.Duty("followUp:2026-12", DutyKind.FollowUp)));
        Assert.Equal("firstContact 3 36010200 2026-11-25; followUp:2026-12 4 36010200 2026-11-25", await ReadAsync(Open, person));

        // Another day by another calendar, another office, a claim, a warning, an escalation, a snooze.
        var moved = duty with
        {
            Office = "36010301",
            Due = new Deadline(new DateOnly(2026, 11, 27), true),
            WarnedAt = Sample.Now,
            OverdueSince = Sample.Now.AddDays(1),
            EscalatedTo = "36010001",
            Claim = new DutyClaim("clerk-9", Sample.Now.AddHours(1)),
            Snooze = new DutySnooze(new DateOnly(2026, 11, 26), "后天再联系", "clerk-9"),
        };
        await CommitAsync(person, new DutyChange(moved, "360103", false, null, null));
        Assert.Equal("firstContact 3 36010301 2026-11-27; followUp:2026-12 4 36010200 2026-11-25", await ReadAsync(Open, person));
        Assert.Equal(
            "360103 t 2026-11-27 16:00 2026-11-20 01:30 2026-11-21 01:30 36010001 clerk-9 2026-11-20 02:30 2026-11-26 2026-11-20",
            await ReadAsync(
                """
                SELECT format('%s %s %s %s %s %s %s %s %s %s', region, provisional, to_char(late_from AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
                    to_char(warned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), to_char(overdue_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
                    escalated_to, claimed_by, to_char(claimed_until AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), snoozed_until, opened_on)
                FROM duty WHERE person_id = $1 AND key = 'firstContact'
                """,
                person
            )
        );

        await CommitAsync(person, Sample.Ended(moved, DutyClosing.Late, new DateOnly(2026, 11, 30)));
        Assert.Equal("followUp:2026-12 4 36010200 2026-11-25", await ReadAsync(Open, person));
        Assert.Equal("firstContact 36010301 2026-11-30 2", await ReadAsync(Done, person));
    }

    [Fact]
    public async Task A_duty_that_left_with_its_case_leaves_no_figure()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await CommitAsync(person, Sample.Open(Sample.Duty("review")));
        await CommitAsync(person, Sample.Ended(Sample.Duty("review"), null, Sample.Today));
        Assert.Equal("", await ReadAsync(Open, person));
        Assert.Equal("", await ReadAsync(Done, person));
    }

    [Fact]
    public async Task Several_changes_of_one_key_in_one_commit_leave_the_last_and_every_end()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        var duty = Sample.Duty("review");
        await CommitAsync(person, Sample.Open(duty), Sample.Ended(duty, DutyClosing.InTime, Sample.Today));
        Assert.Equal("", await ReadAsync(Open, person));
        await CommitAsync(person, Sample.Open(duty));
        await CommitAsync(person, Sample.Ended(duty, DutyClosing.Missed, Sample.Today), Sample.Open(duty with { Office = "36010301" }));
        Assert.Equal("review 1 36010301 2026-11-25", await ReadAsync(Open, person));
        Assert.Equal("review 36010200 2026-11-20 1; review 36010200 2026-11-20 3", await ReadAsync(Done, person));
    }

    [Fact]
    public async Task Nothing_of_a_stale_writer_stays()
    {
        var state = await register.AddAsync(901);
        var person = register.IdOf(901);
        var stale = await register.ReadAsync(person);
        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence));
        var (open, done) = (await ReadAsync(Open, person), await ReadAsync(Done, person));

        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            register.AppendAsync(stale, person, sequence =>
                Sample.SmallCommit(sequence) with
                {
                    Duties =
                    [
                        Sample.Open(Sample.Duty("followUp:2026-12", DutyKind.FollowUp)),
                        Sample.Ended(Sample.Duty("review"), DutyClosing.InTime, Sample.Today),
                    ],
                    Services = [Sample.Contact(sequence, 901)],
                }
            )
        );
        Assert.Equal((open, done), (await ReadAsync(Open, person), await ReadAsync(Done, person)));
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE person_id = $1", person.ToGuid()));
    }

    [Fact]
    public async Task Duties_of_other_persons_in_the_same_group_are_untouched()
    {
        var persons = Enumerable.Range(0, 40).Select(_ => PersonId.FromGuid(Guid.NewGuid())).ToArray();
        await Task.WhenAll(
            persons.Select(person =>
                CommitAsync(person, Sample.Open(Sample.Duty("review")), Sample.Open(Sample.Duty("visit:2026-11", DutyKind.Visit)))
            )
        );
        await Task.WhenAll(
            persons.Select(
                (person, i) =>
                    i % 2 == 0
                        ? CommitAsync(person, Sample.Ended(Sample.Duty("review"), DutyClosing.InTime, Sample.Today))
                        : CommitAsync(person, Sample.Open(Sample.Duty("visit:2026-11", DutyKind.Visit, "36010301")))
            )
        );
        for (var i = 0; i < persons.Length; i++)
        {
            Assert.Equal(
                i % 2 == 0 ? "visit:2026-11 5 36010200 2026-11-25" : "review 1 36010200 2026-11-25; visit:2026-11 5 36010301 2026-11-25",
                await ReadAsync(Open, persons[i])
            );
        }
    }

    private async Task CommitAsync(PersonId person, params DutyChange[] changes) =>
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence) with { Duties = changes });

    private Task<string> ReadAsync(string sql, PersonId person) => register.ScalarAsync<string>(sql, person.ToGuid());
}
