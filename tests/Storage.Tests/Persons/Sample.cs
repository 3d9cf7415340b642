using System.Globalization;
using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Testing;

namespace Grid.Storage.Tests.Persons;

/// <summary>Made-up persons and commits; everything about one follows from its number.</summary>
internal static class Sample
{
    public const string Office = "36010200";
    public const string Region = "360102";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(8));

    public static readonly DateOnly Today = new(2026, 11, 20);

    public static readonly Actor Clerk = new("clerk-1", Role.Clerk, Office);

    public static IdentityNumber Number(int n) => CitizenNumbers.Of(n);

    public static TelephoneNumber Telephone(int n) => TelephoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"139{n:D8}"));

    public static PersonDetails Details(int n) =>
        new()
        {
            Telephone = Telephone(n),
            Address = string.Create(CultureInfo.InvariantCulture, $"南昌市东湖区样例路{n}号甲单元"),
            Health = "disabled",
            DisabilityGrade = "2",
            Education = "20",
            Profile = new PersonProfile
            {
                SocialSecurityCard = string.Create(CultureInfo.InvariantCulture, $"SSC{n:D8}"),
                Skills = [new PersonSkill("2", "4", "样例焊工", null)],
            },
        };

    public static Application Application(int n) =>
        new()
        {
            Number = ApplicationNumber.Create(Region, Today, n),
            Status = ApplicationStatus.Submitted,
            Channel = ApplicationChannel.Offline,
            Office = Office,
            Ground = PlaceGround.HabitualResidence,
            Reason = UnemploymentReason.ReleasedFromPrison,
            UnemployedOn = new DateOnly(2026, 10, 31),
            JobWishes = ["1"],
            Commitment = new Commitment("2024-1", Now),
            SubmittedAt = Now,
            ReviewDue = new Deadline(new DateOnly(2026, 11, 25), false),
            PromisedDue = new DateOnly(2026, 11, 25),
        };

    public static Registration Registration(int n) =>
        new()
        {
            Number = RegistrationNumber.Create(Region, Today, n),
            Application = Application(n).Number,
            Office = Office,
            Ground = PlaceGround.HabitualResidence,
            Counted = true,
            Channel = ApplicationChannel.Offline,
            Reason = UnemploymentReason.ReleasedFromPrison,
            UnemployedOn = new DateOnly(2026, 10, 31),
            JobWishes = ["1"],
            RegisteredOn = Today,
            FirstContactDue = new Deadline(new DateOnly(2026, 11, 27), false),
        };

    public static RegistrationFacts Facts(int n, UnemploymentReason reason = UnemploymentReason.Other)
    {
        var registration = Registration(n);
        return new RegistrationFacts(
            registration.Number,
            Office,
            registration.Ground,
            null,
            true,
            registration.Channel,
            reason,
            registration.UnemployedOn,
            registration.RegisteredOn,
            Sex.Male,
            Number(n).BirthDate,
            "20"
        );
    }

    /// <summary>Exact, as it is sealed.</summary>
    public static StatisticalStatus StatisticalStatus(int n)
    {
        var registration = Registration(n);
        return new StatisticalStatus(
            registration.Number,
            Region,
            Office,
            CountBlock.Urban,
            registration.Ground,
            registration.Channel,
            registration.Reason,
            registration.UnemployedOn,
            registration.RegisteredOn,
            Sex.Male,
            Number(n).BirthDate,
            "20",
            null,
            null
        );
    }

    public static PersonRecord Record(PersonId id, int n, long sequence = 1) =>
        new()
        {
            Id = id,
            Sequence = sequence,
            Identity = new PersonIdentity(Number(n), PersonName.Parse("样例姓名"), Number(n).BirthDate, Sex.Male),
            Details = Details(n),
            Application = Application(n),
        };

    /// <summary>A commit with a row in every table.</summary>
    public static PersonCommit FullCommit(PersonRecord record, int n, string? key = null)
    {
        var application = record.Application!;
        return new PersonCommit
        {
            Id = Guid.NewGuid(),
            At = Now,
            Journal =
            [
                Entry(
                    record.Sequence,
                    new ApplicationSubmitted(
                        record.Identity!,
                        record.Details!,
                        application,
                        new ApplicationFacts(
                            application.Number,
                            null,
                            application.Channel,
                            Office,
                            application.Ground,
                            null,
                            application.SubmittedAt,
                            application.ReviewDue
                        )
                    )
                ),
            ],
            Receipt = Receipt(record.Id, key ?? $"key-{n}-{record.Sequence}"),
            Counts = [new CountRow(record.Sequence, 0, new CountEntry(CountKind.New, StatisticalStatus(n), Today, Today))],
            PlatformItems =
            [
                new PlatformItem(
                    PlatformItemKind.Result,
                    $"{application.Number}:result",
                    Today,
                    Region,
                    Json(new { record.Identity!.Number })
                ),
            ],
            Notices = [new PersonNotice(NoticeKind.Receipt, Json(new { Telephone = record.Details!.Telephone!.Value }))],
            Application = new ApplicationRow(true, application, Region, false),
            Registrations = [new RegistrationRow(true, Registration(n), Region, RegistrationRowStatus.Active, null, null)],
            Duties = [Open(Duty("review")), Ended(Duty("correction", DutyKind.Correction), DutyClosing.InTime, Today)],
            Services = [Contact(record.Sequence, n)],
            Search = new SearchRow(record.Identity.Name, record.Details.Telephone, Office, Region, true)
            {
                Identity = record.Identity,
                Address = record.Details.Address,
            },
            Reminder = new ReminderRow(Now.AddDays(5)),
        };
    }

    public static Duty Duty(string key, DutyKind kind = DutyKind.Review, string office = Office) =>
        new()
        {
            Key = key,
            Kind = kind,
            Office = office,
            OpenedOn = Today,
            Due = new Deadline(new DateOnly(2026, 11, 25), false),
        };

    public static DutyChange Open(Duty duty) => new(duty, Region, false, null, null);

    public static DutyChange Ended(Duty duty, DutyClosing? how, DateOnly on) => new(duty, Region, true, how, on);

    /// <summary>A contact whose note holds what must be sealed.</summary>
    public static ServiceRow Contact(long sequence, int n, bool reached = true, DateOnly? on = null, string office = Office) =>
        new(
            sequence,
            ServiceRowKind.Contact,
            Registration(n).Number,
            on ?? Today,
            office,
            "clerk-1",
            "telephone",
            reached ? "reached" : "notReached",
            reached,
            Json(new { Note = $"releasedFromPrison, disabled, {Details(n).Address}, {Telephone(n).Value}" })
        );

    /// <summary>A commit with one event and nothing else.</summary>
    public static PersonCommit SmallCommit(
        long sequence,
        ReceiptEntry? receipt = null,
        ReminderRow? duty = null,
        DateTimeOffset? at = null
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            At = at ?? Now,
            Journal = [Entry(sequence, new ApplicationApproved(Today))],
            Receipt = receipt,
            Reminder = duty,
        };

    public static JournalEntry Entry(long sequence, PersonEvent fact) => new(sequence, fact, Today, Office, Clerk, Now, "trace-1");

    /// <summary>The item of the registration.</summary>
    public static PlatformItem ItemOf(int n) =>
        new(
            PlatformItemKind.Registration,
            $"registration:{Registration(n).Number}",
            Today,
            Region,
            Json(new { Registration = Registration(n), Telephone = Telephone(n).Value })
        );

    /// <summary>An item of any kind, with a text by which it is known again.</summary>
    public static PlatformItem Item(PlatformItemKind kind, string key, string text = "", DateOnly? on = null, string region = Region) =>
        new(kind, key, on ?? Today, region, Json(new { Text = text }));

    public static ReceiptEntry Receipt(PersonId person, string key, byte digest = 1) =>
        new("clerk-1", key, [digest, 2, 3], "SubmitApplication", new CommandOutcome(OutcomeKind.Submitted, person) { Office = Office });

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Grid.Domain.Json.DomainJson.Options);
}
