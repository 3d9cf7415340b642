namespace Grid.Mutants.Rules;

/// <summary>What is counted, where, in which period and with which sign (79/2020 (九), (十)).</summary>
internal static class Figures
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "period-ends-20th",
            "79/2020 (九): a period ends on the 20th",
            "public const int LastDayOfMonth = «20»;",
            "21",
            "Domain/BoundaryTests",
            "Domain/ReportDueTests"
        ),
        Mutant.Code(
            "period-of-the-20th",
            "79/2020 (九): the 20th is in its month's period",
            "new(«date.Day <= LastDayOfMonth» ? YearMonth.Of(date)",
            "date.Day < LastDayOfMonth",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "period-over",
            "a period is over the day after its last",
            "public bool IsOver(DateOnly today) => «Last < today»;",
            "Last <= today",
            "Domain/ReportDueTests",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "report-watched-from",
            "a report is watched from the 1st",
            "WatchedFrom(CountingPeriod period) => «period.Month.AddMonths(1)».FirstDay;",
            "period.Month",
            "Domain/ReportDueTests"
        ),
        Mutant.Code(
            "first-report",
            "the first period is September 2020",
            "FirstEver { get; } = new(new YearMonth(2020, «9»));",
            "10",
            "Domain/ReportDueTests"
        ),
        Mutant.Code(
            "closed-period",
            "a closed period stays as it is",
            "IsOpen(CountingPeriod period) => closedThrough is not { } last || «period > last»;",
            "period >= last",
            "Domain/BoundaryTests",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "adjusted-next",
            "a late fact is adjusted in the first open period",
            "closedThrough is { } last && period <= last ? «last.Next» : period;",
            "last.Next.Next",
            "Domain/BoundaryTests",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "sign-out",
            "adjustments out take from the stock",
            "Measure.Exited or Measure.BecameOrdinary or Measure.TransferredOut or Measure.AdjustedOut => «-1»,",
            "1",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "sign-in",
            "what is new adds to the stock",
            "Measure.New or Measure.TransferredIn or Measure.AdjustedIn => «1»,",
            "0",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "sign-link-out",
            "a link takes from the one side",
            "page.Adjust(pending, SegmentFlows.End(ended), «-1», AdjustmentCause.Link);",
            "1",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "sign-take-back",
            "what is taken back is subtracted",
            "Add(flow.In(flow.Natural, «-1», entry, part++));",
            "1",
            "Domain/RevocationCountTests"
        ),
        Mutant.Code(
            "sign-removed",
            "a registration in error that came from elsewhere is taken out",
            "page.Adjust(pending, SegmentFlows.Entry(segment) with { On = on }, «-1», AdjustmentCause.Removed);",
            "1",
            "Domain/RevocationCountTests",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "transfer-leaf",
            "a transfer leaves the old leaf and names the new one",
            "CountKind.TransferOut, was, on, context.Today) { PeerRegion = «now.Region»,",
            "was.Region",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "transfer-day",
            "a transfer is counted on its day",
            "var on = «change is RegistrationTransferred moved ? moved.On : context.Today»; return",
            "context.Today.AddDays(1)",
            "Domain/BoundaryTests",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "exit-day",
            "79/2020 (九): an exit counts on its day, not on that of the entry",
            "new CountEntry(CountKind.Exit, was, «e.On», context.Today)",
            "context.Today",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "new-day",
            "79/2020 (九): a registration counts on its day",
            "new CountEntry(CountKind.New, now, «now.RegisteredOn», context.Today)",
            "now.RegisteredOn.AddDays(1)",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "leaves-after-coming",
            "nothing leaves an office before it came there",
            "var on = «entry.On > stood.From ? entry.On : stood.From»; var ended",
            "entry.On",
            "Domain/HistoryProperties"
        ),
        Mutant.Code(
            "by-reference-not-counted",
            "79/2020 (一): served by reference is not in the stock",
            "return «byReference is null» && urban && !number.ExcludedFromStatistics;",
            "true",
            "Domain/ReviewTests",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "rural-not-counted",
            "79/2020 (十): registered in an urban area",
            "return byReference is null && «urban» && !number.ExcludedFromStatistics;",
            "true",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "document-not-counted",
            "a document that does not count is not in the stock",
            "return byReference is null && urban && «!number.ExcludedFromStatistics»;",
            "true",
            "Domain/ReviewTests",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "prison-hidden",
            "reason 70 shows as 90",
            "«Reason == UnemploymentReason.ReleasedFromPrison» ? this with { Reason = UnemploymentReason.Other } : this;",
            "false",
            "Domain/HistoryProperties",
            "Domain/BoundaryTests"
        ),
        Mutant.Code(
            "prison-hidden-in-facts",
            "reason 70 shows as 90 in the clear facts",
            "return «exact.Reason == UnemploymentReason.ReleasedFromPrison» ? exact with { Reason = UnemploymentReason.Other } : exact;",
            "false",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "valid-last-day",
            "recognition and benefit hold on their last day",
            "public bool Covers(DateOnly date) => From <= date && (To is not { } to || «date <= to»);",
            "date < to",
            "Domain/RecountTests"
        ),
        Mutant.Code(
            "recount-valid-last-day",
            "recognition holds on its last day in the recount too",
            "recognised.From <= on && (recognised.To is not { } to || «on <= to»);",
            "on < to",
            "Domain/RecountTests"
        ),
        Mutant.Code(
            "not-full-yet",
            "six months are full on their day, for the database too",
            "day.AddMonths(-months).AddDays(«1»)",
            "0",
            "Domain/FullMonthsTests"
        ),
        Mutant.Code(
            "long-term-grade",
            "who is registered six full months is served intensively",
            "«FullMonths.FullOn(registration.RegisteredOn, longTermMonths) <= today»",
            "FullMonths.FullOn(registration.RegisteredOn, longTermMonths) < today",
            "Domain/DutyChecksTests"
        ),
        Mutant.Code(
            "recount-day",
            "a stock holds who leaves after the day",
            "public bool IsOpen => To is null; public bool IsOpenAtEndOf(DateOnly day) => From <= day && (To is not { } to || «to > day»);",
            "to >= day",
            "Domain/RecountTests"
        ),
        Mutant.Code(
            "recount-sign",
            "a recount takes back what was taken back",
            "tally.Add(CountingPeriod.Of(on), measure, facts, «-1», exit,",
            "1",
            "Domain/HistoryProperties",
            "Domain/RecountTests"
        ),
        Mutant.Code(
            "closing-follows",
            "a closing follows from opening and flows",
            "measure.Measure == Measure.Opening ? of(measure) : «Balance.SignOf(measure.Measure) * of(measure)»);",
            "of(measure)",
            "Domain/ReportChecksTests"
        ),
        Mutant.Code(
            "no-stock-below-zero",
            "no stock is below zero",
            "if («block.Total(Measure.Opening) < 0 || block.Total(Measure.Closing) < 0»)",
            "false",
            "Domain/ReportChecksTests"
        ),
        Mutant.Code(
            "report-waits",
            "no report while entries wait",
            "inputs.Leaves.Where(leaf => leaf.Waiting > «0»)",
            "1",
            "Domain/ReportChecksTests"
        ),
        Mutant.Code(
            "report-recount-fresh",
            "a report needs a recount of these very figures",
            "else if («!recount.OfTheseFigures»)",
            "false",
            "Domain/ReportChecksTests"
        ),
        Mutant.Code(
            "rate-denominator",
            "the rate's denominator holds employed and registered",
            "100m * registered / «(employed + registered)»,",
            "employed",
            "Domain/RateTests"
        ),
        Mutant.Code(
            "rate-rounding",
            "the rate is rounded half away from zero",
            "Decimals, «MidpointRounding.AwayFromZero»);",
            "MidpointRounding.ToZero",
            "Domain/RateTests"
        ),
    ];
}
