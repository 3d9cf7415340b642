using System.Security.Cryptography;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Tests.MadeUp;

/// <summary>Made-up actors and commands.</summary>
public static class Given
{
    public const string Office = "36010201";
    public const string OtherOffice = "36010202";

    public static Actor Clerk { get; } = new("clerk-1", Role.Clerk, Office);

    public static Actor Supervisor { get; } = new("supervisor-1", Role.Supervisor, "36010001");

    public static Actor SecondSupervisor { get; } = new("supervisor-2", Role.Supervisor, "36010001");

    public static Evidence ByHand { get; } = new() { Basis = EvidenceBasis.ManualCheck, Note = "checked at the counter" };

    public static Evidence Declared { get; } = new() { Basis = EvidenceBasis.PersonDeclaration, Note = "said at the counter" };

    public static RecordVerification IdentityConfirmed { get; } = new(VerificationSubject.Identity, VerificationOutcome.Confirmed, ByHand);

    public static RecordExit Hired(DateOnly on) =>
        new(
            new ExitDetails
            {
                Reason = ExitReason.Hired,
                On = on,
                Evidence = Declared,
            }
        );

    /// <summary>A command with a key of its own, unless one is given.</summary>
    public static CommandRequest<T> Ask<T>(this Actor actor, T command, string? key = null)
        where T : PersonCommand =>
        new(new CommandContext(actor, key ?? Guid.NewGuid().ToString(), Digest(command), TraceId: null), command);

    public static SubmitApplication Application(IdentityNumber number, DateTimeOffset now, string office = Office) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse("测试甲"),
            Channel = ApplicationChannel.Offline,
            Office = office,
            Ground = PlaceGround.HabitualResidence,
            Reason = UnemploymentReason.DismissedByEnterprise,
            UnemployedOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-30),
            JobWishes = ["1"],
            Commitment = new Commitment("2020-1", now.AddMinutes(-5)),
            Details = new PersonDetails { Telephone = TelephoneNumber.Parse("13800000001"), Health = "1" },
        };

    private static byte[] Digest(PersonCommand command) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<PersonCommand>(command, DomainJson.Options));
}
