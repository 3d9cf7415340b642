using System.Globalization;
using System.Security.Cryptography;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Counting;

/// <summary>A person who registers and exits again and again, command by command: two of the four leave a count entry.</summary>
internal sealed class Lifecycle(
    IPersonGrain grain,
    MadeUpPerson made,
    string office,
    UnemploymentReason reason,
    DateOnly today,
    DateTimeOffset matchedAt
)
{
    /// <summary>A supervisor of the whole province may act for every office.</summary>
    private static readonly Actor Supervisor = new("bench-supervisor", Role.Supervisor, "36000001");

    private int step;

    /// <summary>The next command leaves a count entry.</summary>
    public bool IsCounted => step % 4 is 2 or 3;

    public async Task NextAsync()
    {
        var reply = (step % 4) switch
        {
            0 => await grain.SubmitApplication(Request(Application())),
            1 => await grain.RecordVerification(
                Request(
                    new RecordVerification(
                        VerificationSubject.Identity,
                        VerificationOutcome.Confirmed,
                        new Evidence { Basis = EvidenceBasis.ManualCheck, Note = "已核验证件原件" }
                    )
                )
            ),
            2 => await grain.ApproveApplication(Request(new ApproveApplication())),
            _ => await grain.RecordExit(
                Request(
                    new RecordExit(
                        new ExitDetails
                        {
                            Reason = ExitReason.Hired,
                            On = today,
                            Evidence = new Evidence { Basis = EvidenceBasis.PersonDeclaration, Note = "已就业" },
                        }
                    )
                )
            ),
        };
        if (reply.Outcome is null)
            throw new InvalidOperationException($"A command was refused: {reply.Refusal}");
        step++;
    }

    private SubmitApplication Application() =>
        new()
        {
            Number = made.Number,
            Name = made.Name,
            BirthDate = made.BirthDate,
            Sex = made.Sex,
            Channel = ApplicationChannel.Offline,
            Office = office,
            Ground = PlaceGround.HabitualResidence,
            Reason = reason,
            UnemployedOn = today.AddDays(-30),
            JobWishes = made.JobWishes,
            Commitment = new Commitment("2020-07", matchedAt),
            Details = made.Details,
        };

    private CommandRequest<TCommand> Request<TCommand>(TCommand command)
        where TCommand : PersonCommand =>
        new(
            new CommandContext(
                Supervisor,
                string.Create(CultureInfo.InvariantCulture, $"{made.Index}.{step}"),
                RandomNumberGenerator.GetBytes(32),
                null
            ),
            command
        );
}
