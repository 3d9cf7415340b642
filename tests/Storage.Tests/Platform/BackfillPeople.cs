using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Tests.Persons;
using Orleans;

namespace Grid.Storage.Tests.Platform;

/// <summary>Registered persons whose commits reported nothing to the platform, or all; and backfills run as the sync runs them.</summary>
internal static class BackfillPeople
{
    public static readonly OfficeDirectory Offices = OfficeDirectory.LoadEmbedded();
    public static readonly BackfillThrottle Fast = new(10_000, 100_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Keys of person n's items: result, registration and, when it exited, exit.</summary>
    public static string[] Keys(int n, bool exited = true) =>
        [
            $"result:{Sample.Application(n).Number}",
            $"registration:{Sample.Registration(n).Number}",
            .. exited ? (string[])[$"exit:{Sample.Registration(n).Number}:4"] : [],
        ];

    /// <summary>
    /// One who applied, was approved and registered on a day, and exited ten days later; one commit. Reports to the platform the first of
    /// the items, as many as wanted.
    /// </summary>
    public static async Task<PersonId> RegisteredAsync(
        this PlatformStore store,
        int n,
        DateOnly? on = null,
        bool exited = true,
        int told = 0,
        bool inError = false
    )
    {
        var day = on ?? Sample.Today;
        var id = store.Register.IdOf(n);
        var state = await store.Register.ReadAsync(id);
        var record = Of(id, n, day, exited);
        var journal = Journal(record, n, exited);
        var items = PlatformReplay.Of(
            record,
            [
                new PersonHistory(
                    id,
                    [.. journal.Select(entry => new RecordedEvent(entry.Sequence, entry.Event, entry.Office, entry.Actor, entry.At))]
                ),
            ],
            Offices
        );
        await store.Register.WriteAsync(
            state,
            record,
            new PersonCommit
            {
                Id = Guid.NewGuid(),
                At = Sample.Now,
                Journal = journal,
                PlatformItems = [.. items.Take(told).Select(item => item.Item)],
                Application = new ApplicationRow(true, record.Application!, Sample.Region, inError),
                Registrations =
                [
                    new RegistrationRow(
                        true,
                        record.Registration ?? record.Past[0].Registration,
                        Sample.Region,
                        inError ? RegistrationRowStatus.EnteredInError
                            : exited ? RegistrationRowStatus.Exited
                            : RegistrationRowStatus.Active,
                        exited ? record.Past[0].Exit : null,
                        exited ? day.AddDays(10) : null
                    ),
                ],
            }
        );
        return id;
    }

    /// <summary>The exit of a registered person, in a separate commit that reports to the platform.</summary>
    public static async Task ExitAsync(this PlatformStore store, int n, DateOnly day)
    {
        var id = store.Register.IdOf(n);
        var state = await store.Register.ReadAsync(id);
        var record = Of(id, n, day, exited: true);
        var journal = Journal(record, n, exited: true);
        var items = PlatformReplay.Of(
            record,
            [
                new PersonHistory(
                    id,
                    [.. journal.Select(entry => new RecordedEvent(entry.Sequence, entry.Event, entry.Office, entry.Actor, entry.At))]
                ),
            ],
            Offices
        );
        await store.Register.WriteAsync(
            state,
            record,
            new PersonCommit
            {
                Id = Guid.NewGuid(),
                At = Sample.Now,
                Journal = [journal[3]],
                PlatformItems = [items[2].Item],
                Registrations =
                [
                    new RegistrationRow(
                        false,
                        record.Past[0].Registration,
                        Sample.Region,
                        RegistrationRowStatus.Exited,
                        record.Past[0].Exit,
                        day.AddDays(10)
                    ),
                ],
            }
        );
    }

    public static async Task<PlatformBackfill> StartAsync(
        this PlatformStore store,
        BackfillKind kind = BackfillKind.Registrations,
        bool again = false,
        DateOnly? from = null,
        DateOnly? to = null,
        string? region = null
    )
    {
        var id = Guid.CreateVersion7(Sample.Now);
        Assert.True(
            await store.Backfills.StartAsync(
                id,
                new BackfillRange(kind, from, to, region, again),
                Fast,
                "operator-1",
                "补传",
                Sample.Now,
                null,
                Cancellation
            )
        );
        return (await store.Backfills.FindAsync(id, Cancellation))!;
    }

    /// <summary>One page as the sync does it; what it took.</summary>
    public static async Task<BackfillCounts?> PageAsync(this PlatformStore store, PlatformBackfill backfill, int limit = 3) =>
        await store.Backfills.WriteAsync(
            backfill,
            [.. (await store.Backfills.ReadAsync(backfill, limit, Cancellation)).Select(one => BackfillItems.Make(one, Offices))],
            5,
            Sample.Now,
            Cancellation
        );

    /// <summary>To its end.</summary>
    public static async Task<PlatformBackfill> RunAsync(this PlatformStore store, PlatformBackfill backfill, int limit = 3)
    {
        while (true)
        {
            var now = (await store.Backfills.FindAsync(backfill.Id, Cancellation))!;
            var cases = await store.Backfills.ReadAsync(now, limit, Cancellation);
            if (cases.Count == 0)
            {
                Assert.True(await store.Backfills.EndAsync(now, Sample.Now, Cancellation));
                return (await store.Backfills.FindAsync(backfill.Id, Cancellation))!;
            }

            Assert.NotNull(
                await store.Backfills.WriteAsync(
                    now,
                    [.. cases.Select(one => BackfillItems.Make(one, Offices))],
                    5,
                    Sample.Now,
                    Cancellation
                )
            );
        }
    }

    /// <summary>Sends what is due until nothing is, to a platform that accepts all; the keys, in the order in which they left.</summary>
    public static async Task<IReadOnlyList<string>> SendAllAsync(this PlatformStore store, DateTimeOffset at)
    {
        var sent = new List<string>();
        while (await store.LeaseAsync(at) is { Count: > 0 } page)
        {
            sent.AddRange(page.Select(item => item.Item.Key));
            await store.Outbox.MarkAsync(
                page[0].Lease,
                [.. page.Select(item => new ItemOutcome(item.Id, true, null, null, null, at))],
                Cancellation
            );
        }

        return sent;
    }

    private static PersonRecord Of(PersonId id, int n, DateOnly day, bool exited)
    {
        var registration = Sample.Registration(n) with { RegisteredOn = day };
        return Sample.Record(id, n, exited ? 4 : 3) with
        {
            Application = Sample.Application(n) with { Status = ApplicationStatus.Approved, DecidedOn = day },
            Registration = exited ? null : registration,
            Past = exited ? [new PastRegistration(registration, PastEnding.Exited, day.AddDays(10), Exit(day))] : [],
        };
    }

    private static JournalEntry[] Journal(PersonRecord record, int n, bool exited)
    {
        var registration = record.Registration ?? record.Past[0].Registration;
        var application = Sample.Application(n);
        var entries = new List<JournalEntry>
        {
            Sample.Entry(
                1,
                new ApplicationSubmitted(
                    record.Identity!,
                    record.Details!,
                    application,
                    new ApplicationFacts(
                        application.Number,
                        null,
                        application.Channel,
                        Sample.Office,
                        application.Ground,
                        null,
                        application.SubmittedAt,
                        application.ReviewDue
                    )
                )
            ),
            Sample.Entry(2, new ApplicationApproved(registration.RegisteredOn)),
            Sample.Entry(3, new Registered(registration, Sample.Facts(n))),
        };
        if (exited)
        {
            entries.Add(
                Sample.Entry(
                    4,
                    new Exited(
                        registration.Number,
                        Sample.Office,
                        ExitReason.Hired,
                        registration.RegisteredOn.AddDays(10),
                        true,
                        Exit(registration.RegisteredOn)
                    )
                )
            );
        }

        return [.. entries];
    }

    private static ExitDetails Exit(DateOnly day) =>
        new()
        {
            Reason = ExitReason.Hired,
            On = day.AddDays(10),
            Evidence = new Evidence { Basis = EvidenceBasis.ManualCheck, Note = "劳动合同" },
        };
}
