namespace Grid.Mutants.Rules;

/// <summary>What goes to the national platform, under which key, and what each of its applications ends in (79/2020 (七), (八)).</summary>
internal static class Platform
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "exit-key",
            "79/2020 (八): each exit has a key of its own",
            "Of(PlatformItemKind.Exit, «Key(\"exit\", e.Number, sequence, moved)»,",
            "Key(\"exit\", e.Number, 0, moved)",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "second-result-key",
            "79/2020 (七): an application that is opened again gets a second result",
            "«application.Reopenings == 0» ? $\"result:{application.Number}\"",
            "true",
            "Domain/ResultTests",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "moved-key",
            "a case that moved between two numbers has other keys",
            "«after.Aliases.Count + after.SettledMoves.Count > 0» ? at : null;",
            "false",
            "Domain/LinkTests"
        ),
        Mutant.Code(
            "withdrawn-result",
            "79/2020 (七): a withdrawal is told as one",
            "ApplicationWithdrawn => «PlatformResult.Withdrawn»,",
            "PlatformResult.Lapsed",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "declined-result",
            "a declined transfer is told as one",
            "TransferDeclined => «PlatformResult.TransferDeclined»,",
            "PlatformResult.Lapsed",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "result-without-decision",
            "79/2020 (七): an application that ends without a decision has a result too",
            "if («EndsWithoutDecision(before, change, after) is { } ended»)",
            "false",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "joined-while-waiting",
            "79/2020 (七): an application that was joined gets a result too",
            "return «open?.Number == one.Of»;",
            "true",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "second-download",
            "79/2020 (十一): a second download of one application changes nothing",
            "if (command.PlatformNumber is { } repeated && «application?.PlatformNumber == repeated»)",
            "false",
            "Domain/ResultTests",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "old-number-again",
            "an application that has its result is not opened again",
            "command.PlatformNumber is { } old && («record.PlatformNumbers.Contains(old)» || record.AwaitingResults.Any(",
            "false",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "repeat-contradicts",
            "a repeat with another name is no repeat",
            ": «record.Identity?.Name != command.Name» ? \"name\" : application.Reason != command.Reason",
            "false",
            "Domain/CaseTests",
            "Domain/ResultTests"
        ),
        Mutant.Code(
            "repeat-clock",
            "a repeat's commitment may differ by the clocks' tolerance",
            "(one.AcceptedAt - other.AcceptedAt).Duration() <= «context.ClockTolerance»;",
            "TimeSpan.Zero",
            "Domain/OtherClockTests"
        ),
        Mutant.Code(
            "platform-clock",
            "79/2020 (三): the clock starts with the platform's submission",
            "var submittedAt = «command.SubmittedAt ?? context.Now»; var due",
            "context.Now",
            "Domain/CaseTests",
            "Domain/OtherClockTests"
        ),
    ];
}
