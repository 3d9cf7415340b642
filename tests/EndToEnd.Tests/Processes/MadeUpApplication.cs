using Grid.Client.Generated.Models;
using Grid.Testing;
using Microsoft.Kiota.Abstractions;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>Commands for made-up persons.</summary>
public static class MadeUpApplication
{
    public const string Office = "36010201";

    /// <summary>Another citizen number for each serial up to a million.</summary>
    public static string Number(int serial) => CitizenNumbers.Of(serial, firstYear: 1965).Value;

    public static SendCommand Submit(string number)
    {
        var body = new SubmitBody
        {
            IdentityNumber = number,
            Name = "测试甲",
            Channel = SubmitBody_channel.Offline,
            Ground = SubmitBody_ground.HabitualResidence,
            Reason = SubmitBody_reason.DismissedByEnterprise,
            UnemployedOn = new Date(2026, 1, 31),
            JobWishes = ["1"],
            Commitment = new CommitmentBody
            {
                TextVersion = "2020-07",
                AcceptedAt = new DateTimeOffset(2026, 2, 1, 9, 30, 0, TimeSpan.FromHours(8)),
            },
            Details = new DetailsBody { Telephone = "13800000000", Health = HealthCode.One },
        };
        return (grid, with, stop) => grid.V1.Applications.PostAsync(body, with, stop);
    }

    public static SendCommand ConfirmIdentity(string application)
    {
        var body = new VerificationBody
        {
            Subject = VerificationSubject.Identity,
            Outcome = VerificationOutcome.Confirmed,
            Evidence = new EvidenceBody { Basis = EvidenceBody_basis.ManualCheck, Note = "checked at the counter" },
        };
        return (grid, with, stop) => grid.V1.Applications[application].Verifications.PostAsync(body, with, stop);
    }

    public static SendCommand Approve(string application) =>
        (grid, with, stop) => grid.V1.Applications[application].Approval.PostAsync(with, stop);

    public static SendCommand Hired(string person, DateOnly on)
    {
        var body = new ExitBody
        {
            Reason = ExitBody_reason.Hired,
            On = new Date(on.Year, on.Month, on.Day),
            Evidence = new EvidenceBody { Basis = EvidenceBody_basis.PersonDeclaration },
        };
        return (grid, with, stop) => grid.V1.Persons[person].Exit.PostAsync(body, with, stop);
    }
}
