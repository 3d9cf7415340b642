using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using CsCheck;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Tests.Calendar;
using Grid.Domain.Tests.Platform;
using Grid.Domain.Tests.Regions;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Random lives of three numbers, which may turn out to be one person: commands by anybody at any time, messages lost, doubled and late.
/// What must hold at every step is in <see cref="SmallRegister"/>.
/// </summary>
public sealed class LifeProperties
{
    /// <summary>In one round of lives: few where the rounds are to end with the last event that is missing.</summary>
    private static readonly int Lives = TestSize.Pick(small: 200, full: 8_000);

    /// <summary>A few are usually enough.</summary>
    private static readonly int MostRounds = TestSize.Pick(small: 48, full: 12);

    /// <summary>A table that comes while duties are open: other days off for the country, one more for a county.</summary>
    private static readonly WorkingCalendars OtherDays = new(
        Tables
            .Shipped.WithProvisionalThrough(2040)
            .With(Tables.Year("CN", 2026, "2026-03-04 2026-03-05 2026-03-17 2026-04-06", "2026-03-14"))
            .With(Tables.Year("980102", 2026, "2026-03-10", ""))
    );

    /// <summary>Two offices have ended; one of them is rural.</summary>
    private static readonly OfficeDirectory Merged = MergedOffices();

    internal static readonly IdentityNumber[] Numbers = [World.Citizen(), World.Permit(), World.Foreigner()];

    [Fact]
    public void Any_sequence_of_commands_leaves_legal_records_that_the_journal_folds_to_and_figures_that_agree()
    {
        var commands = new ConcurrentDictionary<Type, int>();
        var events = new ConcurrentDictionary<Type, int>();
        foreach (var change in Scripts.CaseThatMeetsAnAlias().Journal)
            events.TryAdd(change.GetType(), 1);
        foreach (var change in Scripts.RightNumberThatIsAnAlias().Journal)
            events.TryAdd(change.GetType(), 1);
        if (events.ContainsKey(typeof(MoveRedirected)))
            Count<RedirectMove>(commands);

        // Some events need a long row of lucky throws. Lives are lived until each has come up, so that none is beyond the model's reach.
        for (
            var round = 0;
            round == 0 || (round < MostRounds && (Missing<PersonCommand>(commands).Any() || Missing<PersonEvent>(events).Any()));
            round++
        )
        {
            Sample(round, commands, events);
        }

        Assert.Empty(Missing<PersonCommand>(commands));
        Assert.Empty(Missing<PersonEvent>(events));
    }

    private static void Sample(int round, ConcurrentDictionary<Type, int> commands, ConcurrentDictionary<Type, int> events) =>
        Courses.Check(
            Dice.Life,
            life =>
            {
                var register = new SmallRegister(Numbers);
                var sent = new HashSet<PlatformApplicationNumber>();
                foreach (var dice in life)
                    Step(register, dice, commands, sent);
                register.CheckFolds();
                register.Settle();
                register.CheckFolds();
                foreach (var change in register.Journal)
                    events.AddOrUpdate(change.GetType(), 1, (_, n) => n + 1);
                Assert.All(register.Journal, JournalPrivacy.Check);
                Assert.All(register.PlatformItems, MappedItems.Check);
                ReplayedItems.Check(register);
                PlatformResults.Check(register, sent);
            },
            Lives,
            from: round * Lives
        );

    private static IEnumerable<Type> Missing<T>(ConcurrentDictionary<Type, int> seen) =>
        Subclasses<T>().Except(seen.Keys).Except(OfEarlierVersions);

    /// <summary>No command leads to them (any more), but they are in journals: <see cref="EarlierProposalTests"/>, and erasures.</summary>
    private static readonly Type[] OfEarlierVersions =
    [
        typeof(ExitProposed),
        typeof(PersonErased),
        typeof(ExitRejected),
        typeof(RevocationProposed),
        typeof(RevocationRejected),
    ];

    [Fact]
    public void Every_command_and_every_event_has_a_name_of_its_own_in_JSON()
    {
        Assert.Equal(Subclasses<PersonCommand>().OrderBy(t => t.Name), Declared<PersonCommand>().OrderBy(t => t.Name));
        Assert.Equal(Subclasses<PersonEvent>().OrderBy(t => t.Name), Declared<PersonEvent>().OrderBy(t => t.Name));
    }

    private static OfficeDirectory MergedOffices()
    {
        var reorganisation = new Reorganisation();
        Assert.True(reorganisation.TryEnd(World.Rural, World.Day("2025-12-31"), "98010220001"));
        Assert.True(reorganisation.TryEnd(World.Urban, World.Day("2025-12-31"), "98010201"));
        return reorganisation.Offices;
    }

    internal static void Step(
        SmallRegister register,
        Dice dice,
        ConcurrentDictionary<Type, int> commands,
        HashSet<PlatformApplicationNumber> sent
    )
    {
        register.Now += TimeSpan.FromHours(
            dice.Hours
                * (
                    dice.C % 9 == 0 ? 6
                    : dice.C % 61 == 0 ? 60
                    : 1
                )
        );
        if (dice.B % 23 == 0)
            register.Calendars = dice.A % 2 == 0 ? World.Calendars : OtherDays;
        if (dice.B % 37 == 0)
            register.Offices = dice.A % 2 == 0 ? World.Offices : Merged;
        if (dice.A % 5 == 0 && register.Sent.Count > 0)
        {
            register.Deliver(dice.Of(register.Sent, 1), confirm: dice.B % 3 != 0);
            Count<TakeOverCase>(commands);
            Count<ConfirmMove>(commands);
        }

        var command = RandomCommands.Make(dice, register);
        var actor = dice.Rarely(30) ? dice.Of(RandomCommands.Actors, 2) : Fitting(register, dice, command);
        var decision = register.Ask(dice.Who, command, actor);
        if (decision.Outcome is not null && command is SubmitApplication { PlatformNumber: { } number })
            sent.Add(number);
        if (decision.Outcome is not null && command is JoinPlatformApplication joined)
            sent.Add(joined.PlatformNumber);
        commands.AddOrUpdate(command.GetType(), 1, (_, n) => n + 1);
    }

    private static Actor Fitting(SmallRegister register, Dice dice, PersonCommand command) =>
        command switch
        {
            SubmitApplication { PlatformNumber: not null } or Tick or MoveToSuccessor or RecordDelivery => Actor.Register,
            RecordMatch => World.Feed,
            NoteMatterSent => Actor.Register,
            ReceiveMatter { Kind: MatterKind.Benefit } => World.BenefitSystem,
            ReceiveMatter => World.HardshipSystem,
            AnswerMatter c when CaseMatters.Find(register.Records[register.MainOf(dice.Who)], c.Matter) is { Kind: MatterKind.Hardship } =>
                World.HardshipSystem,
            AnswerMatter => World.BenefitSystem,
            SubmitApplication c => RandomCommands.Actors.FirstOrDefault(a => a.Office == c.Office) ?? World.Supervisor,
            ConfirmRevocation
            or ConfirmExit when register.Records[register.MainOf(dice.Who)].Proposal?.ProposedBy == World.Supervisor.Subject =>
                World.OtherSupervisor,
            AnswerObjection when dice.A % 2 == 0 => World.OtherSupervisor,
            TakeComplaint or AnswerComplaint or WithdrawComplaint or RecordSurveyAnswer or SettleContradiction or NoteUse =>
                World.Supervisor,
            ConfirmProposal => dice.Rarely(31) ? World.Supervisor : World.OtherSupervisor,
            ConfirmRevocation or ConfirmExit or LinkTo or Unlink or AgreeToLink or EndAsEnteredInError => World.Supervisor,
            _ => RandomCommands.Actors.FirstOrDefault(a => a.Office == CaseScope.OfficeOf(register.Records[register.MainOf(dice.Who)]))
                ?? World.Supervisor,
        };

    private static void Count<T>(ConcurrentDictionary<Type, int> counts) => counts.AddOrUpdate(typeof(T), 1, (_, n) => n + 1);

    private static IEnumerable<Type> Subclasses<T>() => typeof(T).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(T)));

    private static IEnumerable<Type> Declared<T>() => typeof(T).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);
}
