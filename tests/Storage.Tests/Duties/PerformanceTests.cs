using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Duties;

/// <summary>Offices' figures on data made by hand, at the edges of their days.</summary>
public sealed class PerformanceTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private const string One = "36010201";
    private const string Two = "36010301";

    private static readonly DateOnly From = new(2026, 10, 21);
    private static readonly DateOnly To = new(2026, 11, 20);

    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task Figures_are_those_of_the_days_and_of_the_scope()
    {
        // Days from opening to end: 2, 4, 10 (median 4); the rest is outside the days, or obsolete.
        await EndAsync(One, DutyKind.Review, DutyClosing.InTime, From, 2);
        await EndAsync(One, DutyKind.Review, DutyClosing.InTime, To, 4);
        await EndAsync(One, DutyKind.Review, DutyClosing.Late, To, 10);
        await EndAsync(One, DutyKind.Review, DutyClosing.Obsolete, To, 100);
        await EndAsync(One, DutyKind.Review, DutyClosing.InTime, From.AddDays(-1), 50);
        await EndAsync(One, DutyKind.Review, DutyClosing.InTime, To.AddDays(1), 50);
        await EndAsync(One, DutyKind.FollowUp, DutyClosing.Missed, To, 30);
        await EndAsync(One, DutyKind.FollowUp, DutyClosing.InTime, To, 5);
        await EndAsync(Two, DutyKind.Review, DutyClosing.Late, To, 7);

        await ContactAsync(One, true, From);
        await ContactAsync(One, false, To);
        await ContactAsync(One, false, To);
        await ContactAsync(One, true, From.AddDays(-1));
        await ContactAsync(One, true, To.AddDays(1));
        await CommitAsync(sequence =>
            Sample.SmallCommit(sequence) with
            {
                Services =
                [
                    Sample.Contact(sequence, 1, office: One) with
                    {
                        Kind = ServiceRowKind.Service,
                        Code = "training",
                        Result = "given",
                        Reached = null,
                    },
                ],
            }
        );

        await RefuseAsync(One, 1, NonApprovalReason.NoWorkAbility, From);
        await RefuseAsync(One, 2, NonApprovalReason.NoWorkAbility, To);
        await RefuseAsync(One, 3, NonApprovalReason.Employed, To);
        await RefuseAsync(One, 4, NonApprovalReason.Employed, To.AddDays(1));
        await RefuseAsync(One, 5, NonApprovalReason.Employed, To, enteredInError: true);
        var erased = await RefuseAsync(Two, 6, NonApprovalReason.Employed, To);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE person SET data_key = NULL WHERE person_id = $1",
            erased.ToGuid()
        );

        var performance = new Performance(register.Source, register.Secrets.Ring);
        var both = await performance.OfAsync(new SearchScope(null, "3601"), From, To, Cancellation);
        Assert.Equal([One, Two], both.Select(office => office.Office));
        var one = both[0];
        Assert.Equal(
            [
                new ClosedCount(DutyKind.Review, DutyClosing.InTime, 2),
                new ClosedCount(DutyKind.Review, DutyClosing.Late, 1),
                new ClosedCount(DutyKind.FollowUp, DutyClosing.InTime, 1),
                new ClosedCount(DutyKind.FollowUp, DutyClosing.Missed, 1),
            ],
            one.Closed
        );
        Assert.Equal([KeyValuePair.Create(DutyKind.Review, 4.0), KeyValuePair.Create(DutyKind.FollowUp, 17.5)], one.MedianDays);
        Assert.Equal((3, 1), (one.Contacts, one.Reached));
        Assert.Equal([KeyValuePair.Create("employed", 1L), KeyValuePair.Create("noWorkAbility", 2L)], one.Refusals);

        Assert.Equal([new ClosedCount(DutyKind.Review, DutyClosing.Late, 1)], both[1].Closed);
        Assert.Equal([KeyValuePair.Create(Performance.Erased, 1L)], both[1].Refusals);
        Assert.Equal(
            [Two],
            (await performance.OfAsync(new SearchScope(Two, null), From, To, Cancellation)).Select(office => office.Office)
        );
        Assert.Equal(
            [One],
            (await performance.OfAsync(new SearchScope(null, "360102"), From, To, Cancellation)).Select(office => office.Office)
        );
        Assert.Empty(await performance.OfAsync(new SearchScope(null, null), From, To, Cancellation));
        Assert.Empty(await performance.OfAsync(new SearchScope(null, "3601"), To.AddDays(2), To.AddDays(3), Cancellation));
    }

    private Task<PersonId> EndAsync(string office, DutyKind kind, DutyClosing how, DateOnly on, int days) =>
        CommitAsync(sequence =>
            Sample.SmallCommit(sequence) with
            {
                Duties = [Sample.Ended(Sample.Duty("key", kind, office) with { OpenedOn = on.AddDays(-days) }, how, on)],
            }
        );

    private Task<PersonId> ContactAsync(string office, bool reached, DateOnly on) =>
        CommitAsync(sequence => Sample.SmallCommit(sequence) with { Services = [Sample.Contact(sequence, 1, reached, on, office)] });

    private Task<PersonId> RefuseAsync(string office, int n, NonApprovalReason reason, DateOnly on, bool enteredInError = false) =>
        CommitAsync(sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(
                    true,
                    Sample.Application(n) with
                    {
                        Office = office,
                        Status = ApplicationStatus.NotApproved,
                        NonApproval = reason,
                        DecidedOn = on,
                    },
                    office[..6],
                    enteredInError
                ),
            }
        );

    private async Task<PersonId> CommitAsync(Func<long, PersonCommit> commit)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await register.AppendAsync(person, commit);
        return person;
    }
}
