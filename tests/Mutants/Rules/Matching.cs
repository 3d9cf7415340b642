namespace Grid.Mutants.Rules;

/// <summary>What rows of sources of data lead to, and what not.</summary>
internal static class Matching
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "row-older",
            "a report that is older than the known one changes nothing",
            "if (AsOf != other.AsOf) return «AsOf > other.AsOf»;",
            "true",
            "Domain/RowOrderProperties",
            "Domain/RegistrationMatchTests"
        ),
        Mutant.Code(
            "row-tie",
            "of two reports of one moment one that withdraws wins, whichever came first",
            "return «Fact is null && other.Fact is not null»;",
            "true",
            "Domain/RowOrderProperties"
        ),
        Mutant.Code(
            "row-confirmed",
            "no source ends a registration before the province has confirmed that",
            "return «Confirmed is null» ? AtMostTask(rule) : rule;",
            "false",
            "Domain/MatchingSourcesTests",
            "Domain/PensionMatchTests"
        ),
        Mutant.Code(
            "row-name",
            "a row with another name ends nothing by itself",
            "false => «AtMostTask(source.WithoutName)»,",
            "source.WithoutName",
            "Domain/MatchingSourcesTests"
        ),
        Mutant.Code(
            "row-border",
            "79/2020 (四): who crossed the border has not moved abroad",
            "if («source.Reports == MatchTopic.LeftCountry»)",
            "false",
            "Domain/MatchingSourcesTests"
        ),
        Mutant.Code(
            "row-stale-work",
            "\"still employed\" in the lost work is checked by hand and doubts no registration",
            ": «fact.Until <= unemployedOn ? MatchMeaning.Nothing : MatchMeaning.StaleWork»;",
            "null",
            "Domain/ApplicationMatchTests"
        ),
        Mutant.Code(
            "row-before-registration",
            "what began before the registration does not end it by itself",
            "&& «fact.On >= registration.RegisteredOn» && ChinaTime",
            "true",
            "Domain/RegistrationMatchTests",
            "Domain/RowOrderProperties"
        ),
        Mutant.Code(
            "row-fresh",
            "a report that is not fresh is a task at most",
            "&& «ChinaTime.DateOf(match.AsOf) >= match.FreshFrom»",
            "true",
            "Domain/RegistrationMatchTests"
        ),
        Mutant.Code(
            "row-own-contribution",
            "contributions of the person's own show no work",
            "topic == MatchTopic.Contributions && «fact.Employer is null»;",
            "false",
            "Domain/RegistrationMatchTests"
        ),
        Mutant.Code(
            "row-taken-back",
            "an exit that a person took back is not caused by the same rows again",
            "(«match.Row == exit.Row || MatchMeanings.On(record.Registration!, match) == MatchMeaning.Exit»)",
            "false",
            "Domain/RegistrationMatchTests"
        ),
        Mutant.Code(
            "row-wanted",
            "of persons without a case nothing of a feed is stored",
            "if («!IsWanted(record, row)» || CaseScope.OfficeOf(record) is not { } office)",
            "false",
            "Domain/ApplicationMatchTests",
            "Domain/MatrixTests"
        ),
        Mutant.Code(
            "row-pension-answer",
            "a pension row answers the duty to match the pension data",
            "Later(registration.Service.PensionCheckedOn, «MatchDuties.PensionMatchedOn(record)»)",
            "null",
            "Domain/PensionMatchTests"
        ),
        Mutant.Code(
            "row-limit",
            "a run stops at its limit of consequences, and not after it",
            "(int)Math.Clamp(«room», 1, options.Value.PageSize)",
            "long.MaxValue",
            "Grains/MatchRunTests"
        ),
        Mutant.Code(
            "policy-told-once",
            "who was told of a rule is not told again while it is fulfilled",
            "if (holds && «open is null»)",
            "true",
            "Domain/PolicyMatchingTests"
        ),
        Mutant.Code(
            "policy-unreleased",
            "a version before its first run is done is not looked at with a command",
            ".Where(rule => all || «rule.Released»)",
            "true",
            "Domain/PolicyMatchingTests"
        ),
        Mutant.Code(
            "policy-limit",
            "a run of a rule stops at its limit",
            "if («left <= 0» && page.Persons.Count > 0)",
            "false",
            "Grains/PolicyRunTests"
        ),
        Mutant.Code(
            "exchange-refused",
            "who refuses the exchange with civil affairs is never on their list",
            "&& «!record.RefusesExchange»",
            "true",
            "Domain/CivilAffairsTests",
            "Api/PolicyTests"
        ),
        Mutant.Code(
            "allowance-unasked",
            "of persons who were never listed no result is stored",
            "if (record.RefusesExchange || «!WasListed(record)»)",
            "false",
            "Domain/CivilAffairsTests"
        ),
        Mutant.Sql(
            "row-stored",
            "of persons without a case no row is stored",
            "WHERE registration.person_id = given.person_id AND «status = 1»)",
            "TRUE",
            "Storage/MatchRunsTests"
        ),
        Mutant.Sql(
            "row-late-delivery",
            "a delivery that is older than the known row changes nothing",
            "WHERE «known.as_of < excluded.as_of»",
            "TRUE",
            "Storage/MatchRunsTests"
        ),
        Mutant.Sql(
            "row-whole",
            "a delivery that is cut off is not run",
            "WHERE id = $1 AND status = 'receiving' AND «received = expected»",
            "TRUE",
            "Storage/MatchRunsTests"
        ),
        Mutant.Code(
            "pull-moment",
            "a file that is not newer than the last one is not delivered again",
            "if («asOf <= known») return PullOutcome.Unchanged;",
            "false",
            "Api/PullTests"
        ),
        Mutant.Code(
            "pull-end",
            "a file whose end cannot be known is no delivery",
            "if («answer.Content.Headers.ContentLength is null && answer.Headers.TransferEncodingChunked != true»)",
            "false",
            "Api/PullTests"
        ),
        Mutant.Code(
            "pull-cut",
            "a fetch that was cut off holds up no other delivery",
            "if («!isClosed») await runs.CancelAsync",
            "false",
            "Api/PullTests"
        ),
    ];
}
