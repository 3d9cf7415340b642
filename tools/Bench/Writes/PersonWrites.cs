using System.Security.Cryptography;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Writes;

/// <summary>Writes through the person's grain: decision, journal, receipt and all other rows of the command.</summary>
internal sealed class PersonWrites(
    string name,
    string description,
    IGrainFactory grains,
    IReadOnlyList<BenchPerson> persons,
    WriteKind kind,
    DateTimeOffset matchedAt
) : IWriteMethod
{
    /// <summary>A supervisor of the whole province may act for every office.</summary>
    private static readonly Actor Supervisor = new("bench-supervisor", Role.Supervisor, "36000001");

    /// <summary>Only the link to the national platform may file what came from there.</summary>
    private static readonly Actor PlatformLink = new("bench-platform-link", Role.PlatformLink, null);

    private readonly Evidence match = new()
    {
        Basis = EvidenceBasis.DataMatch,
        Source = MadeUpEvidence.Population,
        MatchedAt = matchedAt,
    };

    public string Name => name;

    public string Description => description;

    public async Task WriteAsync(long number)
    {
        var person = persons[(int)(number % persons.Count)];
        var grain = grains.GetGrain<IPersonGrain>(person.Id.ToString());
        var reply = kind switch
        {
            WriteKind.Check => await grain.RecordVerification(
                Request(number, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, match))
            ),
            WriteKind.Correction => await grain.CorrectData(
                Request(
                    number,
                    new CorrectData { Why = "本人更换联系电话", Telephone = TelephoneNumber.Parse($"154{number % 100_000_000:00000000}") }
                )
            ),
            _ => await grain.Transfer(Request(number, new Transfer(person.NextOffice(), null, "本人选择在该地办理"))),
        };
        if (reply.Outcome is null)
            throw new InvalidOperationException($"{name}: a write was refused: {reply.Refusal}");
    }

    /// <summary>The application that the writes are about. Also brings the person's grain into memory.</summary>
    public static async Task SubmitAsync(IGrainFactory grains, BenchPerson person)
    {
        var made = person.Made;
        var isPlatform = made.Channel == ApplicationChannel.Platform;
        var command = new SubmitApplication
        {
            Number = made.Number,
            Name = made.Name,
            BirthDate = made.BirthDate,
            Sex = made.Sex,
            Channel = made.Channel,
            PlatformNumber = isPlatform ? Domain.Numbers.PlatformApplicationNumber.Parse($"P-bench-{made.Index}") : null,
            Office = made.Office.Code.Value,
            Ground = made.Ground,
            ByReference = made.ByReference,
            Reason = made.Reason,
            OtherReason = made.OtherReason,
            UnemployedOn = made.UnemployedOn,
            JobWishes = made.JobWishes,
            WishesToClaimBenefit = made.WishesToClaimBenefit,
            FormerEmployer = made.Employer,
            Commitment = new Commitment(Form.CommitmentVersion, made.SubmittedAt.AddMinutes(-3)),
            Details = made.Details,
        };
        var actor = isPlatform ? PlatformLink : Supervisor;
        var context = new CommandContext(actor, $"submit-{made.Index}", RandomNumberGenerator.GetBytes(32), null);
        var reply = await grains
            .GetGrain<IPersonGrain>(person.Id.ToString())
            .SubmitApplication(new CommandRequest<SubmitApplication>(context, command));
        if (reply.Outcome is null)
            throw new InvalidOperationException($"An application was refused: {reply.Refusal}");
    }

    private CommandRequest<TCommand> Request<TCommand>(long number, TCommand command)
        where TCommand : PersonCommand =>
        new(new CommandContext(Supervisor, $"{name}-{number}", RandomNumberGenerator.GetBytes(32), null), command);
}
