namespace Grid.Mutants.Rules;

/// <summary>Terms, the days that they are counted in, and the moments at which they end.</summary>
internal static class Deadlines
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "review-days",
            "79/2020 (三): decided within three working days",
            "public const int ReviewWorkingDays = «3»;",
            "4",
            "Domain/DutyCalendarTests",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "first-contact-days",
            "79/2020 (三): contacted within five working days",
            "public const int FirstContactWorkingDays = «5»;",
            "6",
            "Domain/DutyCalendarTests",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "visit-days",
            "a visit within five working days",
            "public const int VisitWorkingDays = «5»;",
            "6",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "exit-days",
            "79/2020 (四): an exit is looked at within one working day",
            "public const int ExitWorkingDays = «1»;",
            "2",
            "Domain/DutyChecksTests",
            "Domain/SecondPersonTests"
        ),
        Mutant.Code(
            "check-days",
            "pension and hardship are checked within ten working days",
            "public const int CheckWorkingDays = «10»;",
            "11",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "objection-answer-days",
            "an objection is answered within five working days",
            "public const int ObjectionWorkingDays = «5»;",
            "6",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "transfer-answer-days",
            "a transfer request is answered within three working days",
            "public const int TransferWorkingDays = «3»;",
            "4",
            "Domain/TransferRequestTests"
        ),
        Mutant.Code(
            "transfer-lapse",
            "a transfer request lapses after thirty days",
            "public const int TransferDays = «30»;",
            "31",
            "Domain/TransferRequestTests"
        ),
        Mutant.Code(
            "objection-term",
            "an objection is possible for sixty days",
            "public const int ObjectionDays = «60»;",
            "61",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "objection-last-day",
            "the sixtieth day is in time",
            "if («right.Until < context.Today») { return Decision.Refuse(new Refusal(RefusalCode.ObjectionTooLate)",
            "right.Until <= context.Today",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "link-agreement-days",
            "an agreement to link holds for thirty days",
            "public const int LinkAgreementDays = «30»;",
            "31",
            "Domain/LinkTests"
        ),
        Mutant.Code(
            "contact-recorded-days",
            "a contact is recorded up to seven working days later",
            "public const int ContactRecordedWorkingDays = «7»;",
            "8",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "start-not-counted",
            "the day of the start is not counted (Civil Code 201)",
            "var date = «start»; for (var counted = 0; counted < workingDays;)",
            "start.AddDays(-1)",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "rest-days-not-counted",
            "only working days are counted",
            "if («IsWorkingDay(date)») counted++; } return new Deadline(date, provisional);",
            "true",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "worked-weekends",
            "a weekend day that is worked is a working day",
            "return days.TryGetValue(date, out var worked) ? «worked» : !CalendarYear.IsWeekend(date);",
            "worked && !CalendarYear.IsWeekend(date)",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "provisional-said",
            "a day that rests on a provisional table says so",
            "date = date.AddDays(1); provisional |= «IsProvisional(date)»; if (IsWorkingDay(date))",
            "false",
            "Domain/ProvisionalYearTests",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "ends-at-24",
            "a deadline ends at 24:00 (Civil Code 203)",
            "public static DateTimeOffset EndOf(DateOnly date) => StartOf(«date.AddDays(1)»);",
            "date",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "late-from",
            "what happens at the first late moment is late",
            "public bool IsPassedAt(DateTimeOffset moment) => «moment >= LateFrom()»;",
            "moment > LateFrom()",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "china-date",
            "a date is a date in China",
            "DateOnly.FromDateTime(«moment.ToOffset(Offset).DateTime»);",
            "moment.UtcDateTime",
            "Domain/DeadlineTests"
        ),
        Mutant.Code(
            "report-day",
            "79/2020 (九): reported by the 3rd",
            "ReportDeadline(int year, int month) => Roll(new DateOnly(year, month, «3»));",
            "4",
            "Domain/ReportDueTests"
        ),
        Mutant.Code(
            "report-day-rolls",
            "the 3rd on a rest day becomes the next working day",
            "var provisional = IsProvisional(date); while («!IsWorkingDay(date)»)",
            "false",
            "Domain/ReportDueTests"
        ),
        Mutant.Code(
            "follow-up-month",
            "79/2020 (四): a follow-up each month after that of the registration",
            "if («month > registered» && !registration.Service.ReachedIn(month))",
            "month >= registered",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "follow-up-made-up",
            "a follow-up is made up for in the next month",
            "YearMonth.Of(followUp.OpenedOn).AddMonths(«2»).FirstDay;",
            "1",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "follow-up-last-month",
            "last month's follow-up stays open while it can be made up for",
            "(YearMonth[])[«current.AddMonths(-1)», current])",
            "current",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "attempt-is-no-contact",
            "79/2020 (三): only a contact that reached the person fulfils",
            "return («contact.Reached» ? Reached(service, contact.Outcome, on) : Failed(service, contact.Channel, on))",
            "true",
            "Domain/DutyWorkTests",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "attempts-before-visit",
            "three failed attempts in a month ask for a visit",
            "public const int AttemptsBeforeVisit = «3»;",
            "4",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "first-contact-promise",
            "the day of the first contact that was given to the person does not move earlier",
            "FirstContactDue = «Promised(duty, registration.FirstContactDue)»",
            "duty.Due",
            "Domain/DutyCalendarTests"
        ),
        Mutant.Code(
            "objection-answer-day",
            "an objection shows the day of its duty",
            "AnswerDue = «Promised(duty, o.AnswerDue)»",
            "o.AnswerDue",
            "Domain/DutyCalendarTests"
        ),
        Mutant.Code(
            "silence-closes-nothing",
            "79/2020 (四): silence of six months never ends a registration",
            "DutyClosed e => «record with { Duties = [.. record.Duties.Where(d => !IsCalled(d, e.Key))] }»,",
            "record with { Duties = [.. record.Duties.Where(d => !IsCalled(d, e.Key))], Registration = e is { Kind: DutyKind.FollowUp, How: DutyClosing.Missed } && record.Registration?.RegisteredOn.AddMonths(6) <= e.On ? null : record.Registration }",
            "Domain/DutyMonthsTests",
            "Domain/NoLongerUnemployedTests"
        ),
        Mutant.Code(
            "hardship-six-months",
            "hardship is looked at after six months",
            "HardshipMonths { get; } = [«6», 12];",
            "7",
            "Domain/DutyChecksTests"
        ),
        Mutant.Code(
            "hardship-twelve-months",
            "hardship is looked at after twelve months",
            "HardshipMonths { get; } = [6, «12»];",
            "13",
            "Domain/DutyChecksTests"
        ),
        Mutant.Code(
            "pension-every-months",
            "pension data are matched every three months",
            "public const int EveryMonths = «3»;",
            "4",
            "Domain/DutyChecksTests",
            "Domain/StatutoryRetirementTests"
        ),
        Mutant.Code(
            "pension-before-each-age",
            "79/2020 (十): age alone is no cause to ask again",
            "return ahead is [var next] ? («next > again ? next : again») : again;",
            "again",
            "Domain/StatutoryRetirementTests"
        ),
        Mutant.Code(
            "retirement-delay",
            "the first month of the delay counts (2024 decision)",
            "Math.Min(cap, (since / step) + «1»);",
            "0",
            "Domain/StatutoryRetirementTests"
        ),
        Mutant.Code(
            "retirement-flexible",
            "one may retire up to 36 months early",
            "public const int FlexibleMonths = «36»;",
            "35",
            "Domain/StatutoryRetirementTests"
        ),
        Mutant.Code(
            "warned-before",
            "a follow-up is warned of seven days before its end",
            "DutyKind.FollowUp or DutyKind.PensionCheck or DutyKind.HardshipExpiry => «7»,",
            "6",
            "Domain/DutyMonthsTests"
        ),
        Mutant.Code(
            "told-day-moves-later",
            "the day that a person was told only moves later",
            "PromisedDue = «ExpectedDuties.Later(present.PromisedDue, wanted.PromisedDue)»,",
            "wanted.PromisedDue",
            "Domain/DutyCalendarTests"
        ),
        Mutant.Code(
            "reopened-term",
            "an application that is opened again has three working days from then",
            "var submitted = «application.ReopenedOn ?? ChinaTime.DateOf(application.SubmittedAt)»;",
            "ChinaTime.DateOf(application.SubmittedAt)",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "overdue-above",
            "79/2020 (三): an overdue case goes to the office above",
            "context.Offices.SupervisorOf(known, context.Today) is { } above ? «above.Code.Value» : office;",
            "office",
            "Domain/DutyCalendarTests",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "claim-hours",
            "a duty is claimed for 72 hours at most",
            "if («command.Hours is < 1 or > Deadlines.ClaimHours»)",
            "command.Hours is < 1 or > Deadlines.ClaimHours + 1",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "claim-ends",
            "a claim no longer holds at its end",
            "public bool HoldsAt(DateTimeOffset moment) => «moment < Until»;",
            "moment <= Until",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "snooze-not-past-due",
            "putting a duty off never moves its last day",
            "if («command.Until > duty.Due.Date»)",
            "command.Until > duty.Due.Date.AddDays(1)",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "clock-tolerance",
            "another clock may be five minutes ahead",
            "DefaultTolerance = TimeSpan.FromMinutes(«5»);",
            "6",
            "Domain/OtherClockTests"
        ),
        Mutant.Code(
            "clock-far-ahead",
            "a clock that is far ahead is not believed",
            "=> «moment > now && moment <= now + tolerance» ? now : moment;",
            "moment > now",
            "Domain/OtherClockTests"
        ),
        Mutant.Code(
            "full-months",
            "months are full on the 1st after a month without the day",
            "return «day.Day == from.Day ? day : day.AddDays(1)»;",
            "day",
            "Domain/FullMonthsTests"
        ),
        Mutant.Code(
            "full-age",
            "an age is reached on the birthday",
            "return «(on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0» ? years - 1 : years;",
            "(on.Month, on.Day).CompareTo((birth.Month, birth.Day)) <= 0",
            "Domain/AgeTests"
        ),
    ];
}
