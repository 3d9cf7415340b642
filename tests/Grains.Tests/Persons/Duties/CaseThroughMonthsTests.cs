using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons.Duties;

/// <summary>One case from March to September, driven by its own reminder in the database and nothing else.</summary>
public sealed class CaseThroughMonthsTests(SpringCluster cluster, ITestOutputHelper output) : IClassFixture<SpringCluster>
{
    [Fact]
    public async Task Each_duty_opens_is_warned_of_escalates_and_closes_on_its_day()
    {
        var number = CitizenNumbers.NextBornOn(new DateOnly(1990, 5, 17));
        var id = cluster.Id(number);
        var person = cluster.Person(number);
        await cluster.SubmitAsync(number);
        await cluster.LiveUntilAsync(id, At(3, 3));
        (await person.RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();

        await ContactAsync(3, 12);
        await ContactAsync(4, 24);
        await ContactAsync(6, 3);
        await cluster.LiveUntilAsync(id, At(9, 4));

        var lines = await cluster.DutiesAsync(id);
        foreach (var line in lines)
            output.WriteLine(line.ToString());
        (string, string, DateOnly)[] expected =
        [
            ("dutyOpened", "review", Day(3, 2)),
            ("dutyClosed", "review", Day(3, 3)),
            ("dutyOpened", "firstContact", Day(3, 3)),
            ("dutyWarned", "firstContact", Day(3, 9)),
            ("dutyOverdue", "firstContact", Day(3, 11)),
            ("dutyClosed", "firstContact", Day(3, 12)),
            ("dutyOpened", "followUp:2026-04", Day(4, 1)),
            ("dutyWarned", "followUp:2026-04", Day(4, 23)),
            ("dutyClosed", "followUp:2026-04", Day(4, 24)),
            ("dutyOpened", "followUp:2026-05", Day(5, 1)),
            ("dutyWarned", "followUp:2026-05", Day(5, 24)),
            ("dutyOpened", "followUp:2026-06", Day(6, 1)),
            ("dutyOverdue", "followUp:2026-05", Day(6, 1)),
            ("dutyClosed", "followUp:2026-05", Day(6, 3)),
            ("dutyClosed", "followUp:2026-06", Day(6, 3)),
            ("dutyOpened", "followUp:2026-07", Day(7, 1)),
            ("dutyWarned", "followUp:2026-07", Day(7, 24)),
            ("dutyOpened", "followUp:2026-08", Day(8, 1)),
            ("dutyOverdue", "followUp:2026-07", Day(8, 1)),
            ("dutyWarned", "followUp:2026-08", Day(8, 24)),
            ("dutyClosed", "followUp:2026-07", Day(9, 1)),
            ("dutyOpened", "followUp:2026-09", Day(9, 1)),
            ("dutyOverdue", "followUp:2026-08", Day(9, 1)),
            ("dutyOpened", "hardshipCheck:6", Day(9, 3)),
        ];
        Assert.Equal(expected.Order(), lines.Select(l => (l.Event, l.Key, l.On)).Order());
        Assert.Equal(
            [
                "review inTime",
                "firstContact late",
                "followUp:2026-04 inTime",
                "followUp:2026-05 late",
                "followUp:2026-06 inTime",
                "followUp:2026-07 missed",
            ],
            lines.Where(l => l.How is not null).Select(l => $"{l.Key} {l.How}")
        );

        // The register acted in the night after the day began, and nothing was written for a tick that had nothing to
        // do.
        Assert.All(lines.Where(l => l.Event is "dutyWarned" or "dutyOverdue"), l =>
            Assert.InRange(l.At, ChinaTime.StartOf(l.On), ChinaTime.StartOf(l.On).AddHours(6))
        );
        var ended = await cluster.ScalarAsync<long>("SELECT count(*) FROM duty_done WHERE person_id = $1", id.ToGuid());
        var open = await cluster.ScalarAsync<string>(
            "SELECT string_agg(key, ' ' ORDER BY key) FROM duty WHERE person_id = $1",
            id.ToGuid()
        );
        Assert.Equal(6, ended);
        Assert.Equal("followUp:2026-08 followUp:2026-09 hardshipCheck:6", open);
        Assert.Equal(3, await cluster.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE person_id = $1", id.ToGuid()));

        async Task ContactAsync(int month, int day)
        {
            await cluster.LiveUntilAsync(id, At(month, day));
            (
                await person.RecordContact(
                    Given.Clerk.Ask(new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached })
                )
            ).Accepted();
        }
    }

    private static DateOnly Day(int month, int day) => new(2026, month, day);

    /// <summary>10:00 of a day.</summary>
    private static DateTimeOffset At(int month, int day) => ChinaTime.StartOf(Day(month, day)).AddHours(10);
}
