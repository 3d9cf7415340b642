using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>The states of a record that the matrix knows, each reached by commands alone.</summary>
internal static class States
{
    public static readonly string[] Names =
    [
        "nothing",
        "submitted",
        "verifying",
        "correction",
        "active",
        "refused",
        "withdrawn",
        "exitProposed",
        "exited",
        "alias",
        "main",
        "byReference",
        "byRefAndOpen",
        "errorProposed",
    ];

    public static SmallRegister Of(string name)
    {
        var r = Scripts.Empty();
        var submit = World.Application(World.Citizen(), r.Now);
        var doubt = new RecordVerification(
            Domain.Persons.VerificationSubject.Identity,
            Domain.Persons.VerificationOutcome.Inconclusive,
            World.Match(r.Now)
        );
        PersonCommand[] steps = name switch
        {
            "nothing" or "alias" => [],
            "submitted" => [submit],
            "verifying" =>
            [
                submit,
                new RecordVerification(
                    Domain.Persons.VerificationSubject.Identity,
                    Domain.Persons.VerificationOutcome.Confirmed,
                    World.Hand()
                ),
            ],
            "correction" => [submit, doubt, new AskCorrection("请更正姓名")],
            "refused" => [submit, doubt, new AskCorrection("请更正姓名")],
            "withdrawn" => [submit, new WithdrawApplication(World.Word())],
            _ => [],
        };
        foreach (var step in steps)
            Scripts.Ok(r.Ask(0, step, World.Clerk));
        if (name is "refused")
        {
            r.Now = World.At("2026-03-05T10:00");
            Scripts.Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), World.Clerk));
        }

        if (name is "active" or "exitProposed" or "exited" or "main")
            Scripts.Register(r, 0);
        if (name is "exitProposed")
            Scripts.Ok(r.Ask(0, Exit(ExitReason.Other), World.Clerk));
        if (name is "exited")
            Scripts.Ok(r.Ask(0, Exit(ExitReason.Hired), World.Clerk));
        if (name is "byReference" or "byRefAndOpen")
            Scripts.Register(r, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        if (name is "byRefAndOpen")
            Scripts.Ok(r.Ask(0, submit, World.Clerk));
        if (name is "errorProposed")
        {
            Scripts.Ok(
                r.Ask(
                    0,
                    new EndAsEnteredInError(Scripts.Ok(r.Ask(0, submit, World.Clerk)).Application!, "号码录错")
                    {
                        NoRightNumber = NoRightNumber.CannotBeFound,
                    },
                    World.Supervisor
                )
            );
        }

        if (name is "alias" or "main")
            Scripts.Known(r, 1);
        if (name is "alias")
            Scripts.Known(r, 0);
        if (name is "alias")
            Scripts.Ok(r.Send(0, new LinkTo(World.IdOf(1), "同一人"), World.Supervisor));
        if (name is "main")
            Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();
        return r;
    }

    public static RecordExit Exit(ExitReason reason, string on = "2026-03-02") =>
        new(
            new Domain.Persons.ExitDetails
            {
                Reason = reason,
                On = World.Day(on),
                Evidence = reason is ExitReason.Death or ExitReason.Imprisoned or ExitReason.NoWorkAbility ? World.Hand() : World.Word(),
                OtherReason = reason == ExitReason.Other ? "另有原因" : null,
                Statement = reason == ExitReason.GaveUpJobSeeking ? World.Said(World.At(on + "T00:00")) : null,
            }
        );
}
