using CsCheck;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons.Matching;

/// <summary>Any order of the same rows, some of them twice, gives the same final state: what is known, what is registered, what is owed.</summary>
public sealed class RowOrderProperties
{
    private static readonly string[] Sources = ["employment", "contributions", "business", "pension", "death"];

    private static readonly Gen<Row> AnyRow = Gen.Select(
        Gen.Int[0, 4],
        Gen.Int[0, 1],
        Gen.Int[0, 5],
        Gen.Int[0, 12],
        Gen.Int[0, 9],
        Gen.Bool,
        (source, key, hour, day, what, named) => new Row(Sources[source], $"k{key}", hour, day, what, named)
    );

    private static readonly Gen<(Row[] One, Row[] Other)> TwoOrders = AnyRow
        .Array[1, 9]
        .SelectMany(rows => Gen.Shuffle(rows.Concat(rows.Take(2)).ToArray()).Select(other => (rows, other)));

    [Fact]
    public void Any_order_of_the_rows_gives_the_same_state() =>
        Courses.Check(
            TwoOrders,
            orders => Assert.Equal(State(orders.One), State(orders.Other)),
            Testing.TestSize.Pick(small: 600, full: 50_000)
        );

    [Fact]
    public void And_so_it_does_for_an_open_application() =>
        Courses.Check(
            TwoOrders,
            orders => Assert.Equal(State(orders.One, again: true), State(orders.Other, again: true)),
            Testing.TestSize.Pick(small: 200, full: 10_000)
        );

    /// <summary>The rows lead to exits, exits taken back, exits for another reason, tasks and nothing: else the property says little.</summary>
    [Fact]
    public void The_rows_lead_to_all_that_rows_can_lead_to()
    {
        var states = new System.Collections.Concurrent.ConcurrentBag<Ended>();
        Courses.Check(TwoOrders, orders => states.Add(EndOf(orders.One)), 500);
        Assert.Contains(states, s => s.Exited == ExitReason.Hired);
        Assert.Contains(states, s => s.Exited == ExitReason.BasicPension);
        Assert.Contains(states, s => s.Exited == ExitReason.Death);
        Assert.Contains(states, s => s is { Exited: null, TakenBack: > 0 });
        Assert.Contains(states, s => s is { Exited: not null, TakenBack: > 0 });
        Assert.Contains(states, s => s is { Exited: null, Tasks: > 0 });
        Assert.Contains(states, s => s is { Exited: null, Tasks: 0, TakenBack: 0 });
    }

    private static Ended EndOf(Row[] rows)
    {
        var register = Registered();
        Give(register, rows);
        return new Ended(
            register.Records[0].Registration is null ? register.Records[0].Past[^1].Exit!.Reason : null,
            register.Journal.OfType<ExitRevoked>().Count(),
            register.Records[0].Duties.Count(duty => duty.Key.StartsWith(MatchDuties.ExamineKey, StringComparison.Ordinal))
        );
    }

    /// <summary>
    /// Without what only says when: the number of events; from when a duty was warned of, which begins again with a registration that is
    /// active again; and of several reports that say the same, on which the exit was decided.
    /// </summary>
    private static string State(Row[] rows, bool again = false)
    {
        var register = Registered();
        if (again)
        {
            Scripts.Ok(register.Ask(0, States.Exit(ExitReason.Hired, "2026-03-09"), World.Clerk));
            Scripts.Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Clerk));
        }

        Give(register, rows);
        var record = register.Records[0];
        return SmallRegister.JsonOf(
            record with
            {
                Sequence = 0,
                Duties = [.. record.Duties.Select(duty => duty with { WarnedAt = null })],
                Past = [.. record.Past.Select(WithoutMoment)],
            }
        );
    }

    private static PastRegistration WithoutMoment(PastRegistration past) =>
        past with
        {
            Exit = past.Exit! with { Evidence = past.Exit.Evidence with { MatchedAt = null } },
        };

    private static SmallRegister Registered()
    {
        var register = Scripts.Registered();
        register.Now = World.At("2026-03-16T10:00");
        return register;
    }

    private static void Give(SmallRegister register, Row[] rows)
    {
        foreach (var row in rows)
        {
            Scripts.Ok(
                register.Ask(
                    0,
                    new RecordMatch(
                        row.Source,
                        row.Key,
                        World.At("2026-03-15T00:00").AddHours(row.Hour),
                        row.What == 0
                            ? null
                            : new MatchedFact(World.Day("2026-03-01").AddDays(row.Day))
                            {
                                Until = row.What == 1 ? World.Day("2026-03-14") : null,
                                Employer = row.What == 2 ? null : FormerEmployer.Read(row.What == 3 ? "乙公司" : "甲公司", null),
                            }
                    )
                    {
                        Name = row.Named ? register.Records[0].Identity!.Name : null,
                    },
                    World.Feed
                )
            );
        }

        register.CheckFolds();
    }

    private sealed record Row(string Source, string Key, int Hour, int Day, int What, bool Named);

    private sealed record Ended(ExitReason? Exited, int TakenBack, int Tasks);
}
