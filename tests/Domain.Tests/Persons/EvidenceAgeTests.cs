using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Matched data show nothing against what happened after they were matched.</summary>
public sealed class EvidenceAgeTests
{
    public static TheoryData<string, string> Cases =>
        new()
        {
            // What is recorded, and the earliest day of a match that will do.
            { "exit", "2026-03-10" },
            { "revokeExit", "2026-03-10" },
            { "contradiction", "2026-03-02" },
            { "clearing", "2026-03-04" },
            { "pensionDrawn", "2026-03-02" },
            { "pensionNotDrawn", "2026-03-12" },
            { "hardship", "2026-03-05" },
            { "benefit", "2026-03-05" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_match_is_not_older_than_what_it_contradicts(string what, string earliest)
    {
        foreach (var year in new[] { 2020, 2025 })
            Refused(what, World.At($"{year}-01-20T10:00"), earliest);
        Refused(what, World.At(earliest + "T00:00").AddSeconds(-1), earliest);
        Scripts.Ok(Ask(what, World.At(earliest + "T00:00")));
    }

    [Fact]
    public void What_confirms_the_application_may_be_older_than_it()
    {
        var r = States.Of("submitted");
        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(
                    VerificationSubject.Identity,
                    VerificationOutcome.Confirmed,
                    World.Match(World.At("2026-03-01T10:00"))
                ),
                World.Clerk
            )
        );
    }

    private static void Refused(string what, DateTimeOffset matched, string earliest)
    {
        var refusal = Ask(what, matched).Refusal;
        Assert.Equal(
            (RefusalCode.InvalidField, "evidence.matchedAt", FieldRule.OlderThanContradicted, earliest),
            (refusal?.Code, refusal?.Field, refusal?.Rule, refusal?.AtLeast)
        );
    }

    private static Decision Ask(string what, DateTimeOffset matched)
    {
        var r = what is "contradiction" or "clearing" ? States.Of("submitted") : Scripts.Registered();
        if (what == "clearing")
        {
            Scripts.Ok(
                At(r, "2026-03-04T10:00")
                    .Ask(
                        0,
                        new RecordVerification(
                            VerificationSubject.OutOfWork,
                            VerificationOutcome.Contradicted,
                            World.Match(World.At("2026-03-04T09:00"))
                        ),
                        World.Clerk
                    )
            );
        }

        if (what == "pensionNotDrawn")
        {
            Scripts.Ok(
                At(r, "2026-03-12T10:00").Ask(0, new RecordPensionCheck(true, World.Match(World.At("2026-03-12T09:00"))), World.Clerk)
            );
        }

        if (what == "hardship")
        {
            Scripts.Ok(
                At(r, "2026-03-06T10:00")
                    .Ask(
                        0,
                        new RecordHardshipCheck(new HardshipRecognition("050", World.Day("2026-03-05"), null), World.Hand()),
                        World.Clerk
                    )
            );
        }

        if (what == "benefit")
            Scripts.Ok(At(r, "2026-03-06T10:00").Ask(0, new RecordBenefit("20", World.Day("2026-03-05"), null, World.Hand()), World.Clerk));
        At(r, "2026-03-13T10:00");
        if (what == "revokeExit")
            Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired, "2026-03-10"), World.Clerk));
        var match = World.Match(matched);
        return r.Ask(
            0,
            what switch
            {
                "exit" => new RecordExit(
                    new ExitDetails
                    {
                        Reason = ExitReason.Hired,
                        On = World.Day("2026-03-10"),
                        Evidence = match,
                    }
                ),
                "revokeExit" => new RevokeExit(r.Records[0].Past[0].Number, match),
                "contradiction" => new RecordVerification(VerificationSubject.NoPension, VerificationOutcome.Contradicted, match),
                "clearing" => new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Confirmed, match),
                "pensionDrawn" => new RecordPensionCheck(true, match),
                "pensionNotDrawn" => new RecordPensionCheck(false, match),
                "hardship" => new RecordHardshipCheck(new HardshipRecognition("050", World.Day("2026-03-08"), null), match),
                "benefit" => new RecordBenefit("20", World.Day("2026-03-08"), null, match),
                _ => throw new ArgumentOutOfRangeException(nameof(what)),
            },
            World.Clerk
        );
    }

    private static SmallRegister At(SmallRegister r, string now)
    {
        r.Now = World.At(now);
        return r;
    }
}
