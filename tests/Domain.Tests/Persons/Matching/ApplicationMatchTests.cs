using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons.Matching;

/// <summary>On an application a row is evidence for who verifies it, and never a block (79/2020 (二)).</summary>
public sealed class ApplicationMatchTests
{
    private readonly SmallRegister r = Empty();

    public ApplicationMatchTests() => Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Still_employed_in_the_lost_work_is_a_hit_to_check_by_hand_while_the_clock_runs()
    {
        var due = Record.Application!.ReviewDue;
        Report("employment", "e1", "2024-05-01");
        Assert.Equal(MatchMeaning.StaleWork, Meaning("e1"));
        Assert.Equal(due, Record.Application!.ReviewDue);
        Assert.Equal(["review"], Record.Duties.Select(duty => duty.Key));
        Assert.Equal(ApplicationStatus.Submitted, Record.Application.Status);

        // Nothing stops the approval, and the registration is not doubted for it afterwards.
        Approve(r, 0);
        Assert.Equal(MatchMeaning.StaleWork, MatchMeanings.On(Record.Registration!, Record.Matches[0]));
        r.Now = World.At("2026-04-02T10:00");
        Report("employment", "e1", "2024-05-01");
        Assert.DoesNotContain(Record.Duties, duty => duty.Key.StartsWith(MatchDuties.ExamineKey, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("employment", "2024-05-01", "2026-02-10", MatchMeaning.Nothing)]
    [InlineData("employment", "2024-05-01", "2026-02-11", MatchMeaning.StaleWork)]
    [InlineData("contributions", "2024-05-01", null, MatchMeaning.StaleWork)]
    [InlineData("business", "2026-02-10", null, MatchMeaning.StaleWork)]
    [InlineData("business", "2026-02-11", null, MatchMeaning.Evidence)]
    [InlineData("pension", "2024-05-01", null, MatchMeaning.Evidence)]
    [InlineData("death", "2025-05-01", null, MatchMeaning.Evidence)]
    public void What_a_row_says_depends_on_the_day_on_which_the_person_became_unemployed(
        string source,
        string on,
        string? until,
        MatchMeaning expected
    )
    {
        Assert.Equal(World.Day("2026-02-10"), Record.Application!.UnemployedOn);
        Report(source, "k", on, until);
        Assert.Equal(expected, Meaning("k"));
        Approve(r, 0);
        Assert.NotNull(Record.Registration);
    }

    [Fact]
    public void What_the_person_says_against_it_is_recorded_with_it()
    {
        Report("employment", "e1", "2024-05-01");
        var said = World.Said(r.Now, "我二月十日就离开了那家公司");
        Assert.Equal(OutcomeKind.MatchAnswered, Ok(r.Ask(0, new AnswerMatch("employment", "e1", said), World.Clerk)).Kind);
        Assert.Equal(said, Assert.Single(Record.Matches).Statement);

        // It stays when the source reports the row again.
        r.Now = r.Now.AddDays(1);
        Report("employment", "e1", "2024-05-01", "2026-02-10");
        Assert.Equal(said, Assert.Single(Record.Matches).Statement);
        Assert.Equal(MatchMeaning.Nothing, Meaning("e1"));
        Assert.DoesNotContain("离开", JournalPrivacy.Readable(r.Journal.OfType<MatchAnswered>().Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_has_words_and_is_not_of_the_future()
    {
        Report("employment", "e1", "2024-05-01");
        Assert.Equal("statement.text", Refused(new AnswerMatch("employment", "e1", World.Said(r.Now, " "))).Field);
        Assert.Equal("statement.at", Refused(new AnswerMatch("employment", "e1", World.Said(r.Now.AddHours(1)))).Field);
        Assert.Equal(RefusalCode.UnknownMatch, Refused(new AnswerMatch("employment", "e2", World.Said(r.Now))).Code);
        Assert.Equal(
            RefusalCode.NotYourCase,
            r.Ask(0, new AnswerMatch("employment", "e1", World.Said(r.Now)), World.OtherClerk).Refusal!.Code
        );
    }

    [Fact]
    public void Who_draws_a_pension_is_registered_if_the_office_finds_the_row_wrong()
    {
        Report("pension", "p1", "2025-05-01");
        Ok(r.Ask(0, new JudgeMatch("pension", "p1", false, MatchFault.OtherPerson, null), World.Clerk));
        Assert.Equal(MatchMeaning.Nothing, Meaning("p1"));
        Approve(r, 0);
        r.Now = World.At("2026-04-02T10:00");
        Report("pension", "p1", "2025-05-01");
        Assert.NotNull(Record.Registration);
        Assert.DoesNotContain(Record.Duties, duty => duty.Key.StartsWith(MatchDuties.ExamineKey, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_without_a_case_is_not_stored()
    {
        Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        Assert.Equal(RefusalCode.NothingToMatch, Row("employment", "e1", World.Day("2024-05-01")).Refusal!.Code);
        Assert.Equal(RefusalCode.NothingToMatch, r.Send(1, Command("employment", "e1", World.Day("2024-05-01")), World.Feed).Refusal!.Code);
        Assert.Empty(Record.Matches);
    }

    [Fact]
    public void Bad_rows_name_what_is_wrong_and_one_that_lies_ahead_when_it_will_do()
    {
        Assert.Equal((RefusalCode.UnknownSource, "source"), Of(Row("nowhere", "k", World.Day("2026-03-01"))));
        Assert.Equal((RefusalCode.InvalidField, "key"), Of(Row("employment", "k 1", World.Day("2026-03-01"))));
        Assert.Equal((RefusalCode.InvalidField, "key"), Of(Row("employment", new string('k', 65), World.Day("2026-03-01"))));
        Assert.Equal((RefusalCode.InvalidField, "on"), Of(Row("employment", "k", World.Day("1985-06-11"))));
        var ahead = Row("employment", "k", World.Day("2026-03-05"));
        Assert.Equal((RefusalCode.InvalidField, "on"), Of(ahead));
        Assert.Equal(World.At("2026-03-05T00:00"), ahead.Refusal!.PassesAt);
        Assert.Equal(
            (RefusalCode.InvalidField, "until"),
            Of(r.Ask(0, Command("employment", "k", World.Day("2026-02-12"), World.Day("2026-02-11")), World.Feed))
        );
        Assert.Equal(
            (RefusalCode.InvalidField, "asOf"),
            Of(r.Ask(0, Command("employment", "k", World.Day("2026-02-12")) with { AsOf = r.Now.AddMinutes(6) }, World.Feed))
        );
        Ok(r.Ask(0, Command("employment", "k", World.Day("2026-02-12")) with { AsOf = r.Now.AddMinutes(4) }, World.Feed));
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, Command("employment", "k", World.Day("2026-02-12")), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void A_source_that_makes_a_new_key_each_time_is_stopped()
    {
        for (var key = 0; key < 24; key++)
            Report("contributions", $"k{key}", "2024-05-01");
        Assert.Equal(RefusalCode.TooManyMatches, Row("contributions", "another", World.Day("2024-05-01")).Refusal!.Code);
        Report("contributions", "k7", "2024-06-01");
    }

    private static (RefusalCode, string?) Of(Decision decision) => (decision.Refusal!.Code, decision.Refusal.Field);

    private Refusal Refused(PersonCommand command) => r.Ask(0, command, World.Clerk).Refusal!;

    private MatchMeaning Meaning(string key) => MatchMeanings.On(Record.Application!, Record.Matches.Single(match => match.Key == key));

    private void Report(string source, string key, string on, string? until = null)
    {
        r.Now = r.Now.AddMinutes(1);
        Assert.Equal(
            OutcomeKind.MatchRecorded,
            Ok(r.Ask(0, Command(source, key, World.Day(on), until is null ? null : World.Day(until)), World.Feed)).Kind
        );
    }

    private Decision Row(string source, string key, DateOnly on) => r.Ask(0, Command(source, key, on), World.Feed);

    private RecordMatch Command(string source, string key, DateOnly on, DateOnly? until = null) =>
        new(source, key, r.Now, new MatchedFact(on) { Until = until, Employer = FormerEmployer.Read("甲公司", null) })
        {
            Name = PersonName.Parse("欧阳测试"),
        };
}
