using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// No dead ends: from every state of a record that random lives reach, an office that only records what is true can bring everything to an
/// end, without the person's withdrawing. The states are those of <see cref="LifeProperties"/>; each is searched once for each thing that
/// may be wrong about the application.
/// </summary>
public sealed class DeadEndTests(ITestOutputHelper output)
{
    /// <summary>Commands to an ending; a visit, a call and a waiting for the last day are one each.</summary>
    private const int MostSteps = 16;

    private static readonly Actor First = new("honest-1", Role.Supervisor, "98000001");
    private static readonly Actor Second = new("honest-2", Role.Supervisor, "98000001");
    private static readonly Actor Third = new("honest-3", Role.Supervisor, "98000001");

    private static int serial;

    [Fact]
    public void From_every_state_that_random_lives_reach_some_lawful_ending_can_be_reached()
    {
        var starts = new ConcurrentDictionary<string, Node>(StringComparer.Ordinal);
        Courses.Check(
            Dice.Life,
            life =>
            {
                var register = new SmallRegister(LifeProperties.Numbers);
                var sent = new HashSet<Grid.Domain.Numbers.PlatformApplicationNumber>();
                foreach (var dice in life)
                {
                    LifeProperties.Step(register, dice, new ConcurrentDictionary<Type, int>(), sent);
                    foreach (var record in register.Records)
                    {
                        foreach (var node in Worlds(record, register.Now, register.Calendars))
                            starts.TryAdd(node.Key, node);
                    }
                }
            },
            count: TestSize.Pick(small: 100, full: 1_000)
        );

        var found = starts.Values.AsParallel().Select(start => (Start: start, Way: Search(start))).ToList();
        var stuck = found.Where(one => one.Way is null).ToList();
        var longest = found.Where(one => one.Way is not null).MaxBy(one => one.Way!.Count);
        output.WriteLine(
            $"{starts.Count} states searched, {found.Sum(one => one.Way?.Count ?? 0)} steps to their endings, at most {longest.Way?.Count}: {string.Join(", ", longest.Way ?? [])}"
        );
        Assert.True(starts.Count > 1000, $"Only {starts.Count} states.");
        Assert.True(
            stuck.Count == 0,
            string.Join(
                '\n',
                stuck
                    .Select(one => one.Start.Key)
                    .Order(StringComparer.Ordinal)
                    .Take(20)
                    .Prepend($"{stuck.Count} of {starts.Count} states have no ending:")
            )
        );
    }

    /// <summary>
    /// A contradicted group, of which no non-approval makes anything, was such a dead end; so was a reason that was contradicted beside a
    /// registration by reference.
    /// </summary>
    [Theory]
    [InlineData("byReferenceGroup")]
    [InlineData("reasonBesideByReference")]
    public void What_was_a_dead_end_no_longer_is(string what)
    {
        var r = what == "byReferenceGroup" ? Scripts.Empty() : States.Of("byRefAndOpen");
        if (what == "byReferenceGroup")
            Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now) with { ByReference = ByReferenceGroup.Graduate }, World.Clerk));
        var subject = what == "byReferenceGroup" ? VerificationSubject.ByReferenceGroup : VerificationSubject.UnemploymentReason;
        Scripts.Ok(r.Ask(0, new RecordVerification(subject, VerificationOutcome.Contradicted, World.Hand()), World.Clerk));
        Assert.NotNull(Search(new Node(r.Records[0], r.Now, r.Calendars, [subject])));
    }

    /// <summary>
    /// The state in each of the worlds that it may be in: all is as it was checked, or one thing is otherwise than checked or unchecked.
    /// </summary>
    private static IEnumerable<Node> Worlds(PersonRecord record, DateTimeOffset now, WorkingCalendars calendars)
    {
        // A number that is an alias has nothing of its own; its case is in another record.
        if (record.AliasOf is not null)
            yield break;
        if (record.PendingMove is { } move)
        {
            record = PersonDecider
                .Decide(record, new ConfirmMove(move.Id), Context(now, Actor.Register, calendars))
                .Events.Aggregate(record, PersonFold.Apply);
        }

        // An import that is all or nothing is over in minutes.
        if (record.HeldBy is { } waits)
        {
            record = PersonDecider
                .Decide(record, new SettleImport(waits, Keep: false), Context(now, Actor.Register, calendars))
                .Events.Aggregate(record, PersonFold.Apply);
        }

        foreach (var held in record.Past.Select(past => past.Registration).Append(record.Registration).Select(one => one?.Imported))
        {
            if (held is not { Held: true } import)
                continue;
            record = PersonDecider
                .Decide(record, new SettleImport(import.Import, Keep: true), Context(now, Actor.Register, calendars))
                .Events.Aggregate(record, PersonFold.Apply);
        }

        if (record.Application is not { IsOpen: true } open)
        {
            yield return new Node(record, now, calendars, []);
            yield break;
        }

        ImmutableHashSet<VerificationSubject> wrong =
        [
            .. open.Verifications.Where(v => v.Outcome == VerificationOutcome.Contradicted).Select(v => v.Subject),
        ];
        yield return new Node(record, now, calendars, wrong);
        foreach (var subject in Enum.GetValues<VerificationSubject>())
            yield return new Node(record, now, calendars, wrong.SymmetricExcept([subject]));
    }

    /// <summary>The commands of a shortest way to an ending; null when there is none.</summary>
    private static ImmutableList<string>? Search(Node start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { start.Key };
        List<(Node Node, ImmutableList<string> Way)> here = [(start, [])];
        for (var step = 0; step <= MostSteps && here.Count > 0; step++)
        {
            List<(Node Node, ImmutableList<string> Way)> next = [];
            foreach (var (node, way) in here)
            {
                if (node.IsEnding)
                    return way;
                foreach (var (name, reached) in node.Moves())
                {
                    if (seen.Add(reached.Key))
                        next.Add((reached, way.Add(name)));
                }
            }

            here = next;
        }

        return null;
    }

    private static DecisionContext Context(DateTimeOffset now, Actor actor, WorkingCalendars calendars)
    {
        var number = Interlocked.Increment(ref serial) % 10_000_000;
        return new DecisionContext
        {
            Now = now,
            Actor = actor,
            Calendars = calendars,
            Offices = World.Offices,
            Serial = number,
            NewId = new Guid(number, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8),
        };
    }

    /// <summary>A record at a moment, and what is really wrong about its application.</summary>
    private sealed class Node
    {
        public Node(
            PersonRecord record,
            DateTimeOffset now,
            WorkingCalendars calendars,
            ImmutableHashSet<VerificationSubject> wrong,
            bool waited = false
        )
        {
            (Record, Now, Calendars) = (record, now, calendars);

            // Who is dead has not applied: then somebody else has.
            Wrong = wrong.Contains(VerificationSubject.NotDeceased) ? wrong.Add(VerificationSubject.Identity) : wrong;
            Key = KeyOf(record, now, Wrong, waited);
        }

        public PersonRecord Record { get; }

        public DateTimeOffset Now { get; }

        public WorkingCalendars Calendars { get; }

        public ImmutableHashSet<VerificationSubject> Wrong { get; }

        /// <summary>What matters of a state for what can be done next, without numbers and days.</summary>
        public string Key { get; }

        /// <summary>Nothing is open, and nothing waits.</summary>
        public bool IsEnding => Record is { Application: not { IsOpen: true }, Registration: null, Proposal: null, Objections.Count: 0 };

        public IEnumerable<(string Name, Node Reached)> Moves()
        {
            foreach (var objection in Record.Objections.Take(1))
            {
                foreach (var by in new[] { First, Second, Third, new Actor("honest-4", Role.Supervisor, "98000001") })
                    yield return Try(new AnswerObjection(objection.Id, false, "经复核,维持原决定"), by);
            }

            if (Record.Proposal is { } proposal)
            {
                yield return Try(new ConfirmProposal(proposal.Id), Second);
                yield return Try(new RejectProposal(proposal.Id, "不成立"), First);
            }

            // Some day the person finds work; but who applies has not.
            if (Record is { Registration: not null, Application: not { IsOpen: true } })
            {
                yield return Try(
                    new RecordExit(
                        new ExitDetails
                        {
                            Reason = ExitReason.Hired,
                            On = ChinaTime.DateOf(Now),
                            Evidence = World.Hand(),
                        }
                    ),
                    First
                );
            }

            if (Record.Application is { IsOpen: true } open)
            {
                foreach (var move in OnApplication(open))
                    yield return move;
            }
        }

        private IEnumerable<(string Name, Node Reached)> OnApplication(Application open)
        {
            yield return Try(new ApproveApplication(), First);
            foreach (var reason in Enum.GetValues<NonApprovalReason>().Except([NonApprovalReason.NoLongerUnemployed]))
                yield return Try(new RefuseApplication(reason), First);
            foreach (var subject in Enum.GetValues<VerificationSubject>())
            {
                var latest = open.Verifications.FirstOrDefault(v => v.Subject == subject);
                var isWrong = Wrong.Contains(subject);
                var needed =
                    isWrong
                    || latest is { Outcome: not VerificationOutcome.Confirmed }
                    || subject is VerificationSubject.Identity or VerificationSubject.ByReferenceGroup or VerificationSubject.NotDeceased;
                if (needed)
                {
                    yield return Try(
                        new RecordVerification(
                            subject,
                            isWrong ? VerificationOutcome.Contradicted : VerificationOutcome.Confirmed,
                            isWrong && subject == VerificationSubject.WantsWork ? World.Word() : World.Hand()
                        ),
                        First
                    );
                }
            }

            yield return Try(new AskCorrection("请更正姓名"), First);

            // What was stated wrongly is put right.
            if (Wrong.Contains(VerificationSubject.UnemploymentReason))
            {
                var other =
                    open.Reason == UnemploymentReason.Resigned ? UnemploymentReason.DismissedByEnterprise : UnemploymentReason.Resigned;
                yield return Try(new CorrectData { Why = "核查结果", Reason = other }, First, VerificationSubject.UnemploymentReason);
            }

            if (Wrong.Contains(VerificationSubject.ByReferenceGroup))
            {
                yield return Try(
                    new CorrectData { Why = "核查结果", Group = new GroupCorrection(null) },
                    First,
                    VerificationSubject.ByReferenceGroup
                );
            }

            // The person does not answer: the office waits for the day that the refusal names.
            var refusal = PersonDecider
                .Decide(Record, new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), Context(Now, First, Calendars))
                .Refusal;
            if (refusal is { Rule: FieldRule.WaitsForAnswer, AtLeast: { } until })
            {
                yield return (
                    "wait",
                    new Node(
                        Record,
                        ChinaTime.StartOf(DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture)).AddHours(9),
                        Calendars,
                        Wrong,
                        waited: true
                    )
                );
            }
        }

        private (string Name, Node Reached) Try(PersonCommand command, Actor actor, VerificationSubject? putRight = null)
        {
            var decision = PersonDecider.Decide(Record, command, Context(Now, actor, Calendars));
            var name = command.GetType().Name;
            return decision.Outcome is null
                ? (name, this)
                : (
                    name,
                    new Node(
                        decision.Events.Aggregate(Record, PersonFold.Apply),
                        Now,
                        Calendars,
                        putRight is { } right ? Wrong.Remove(right) : Wrong
                    )
                );
        }

        private static string KeyOf(PersonRecord record, DateTimeOffset now, ImmutableHashSet<VerificationSubject> wrong, bool waited)
        {
            var open = record.Application is { IsOpen: true } application ? application : null;
            var born = record.Identity?.BirthDate;
            return string.Join(
                ' ',
                [
                    "wrong:" + string.Join(',', wrong.Order()),
                    open is null
                        ? "decided:" + record.Application?.Status
                        : $"{open.Status} group:{open.ByReference is not null} answered:{open.CorrectionAnswered} at:{open.Office} waited:{waited} asked:{open.Correction is not null}",
                    "checks:"
                        + string.Join(
                            ',',
                            open?.Verifications.OrderBy(v => v.Subject).Select(v => $"{v.Subject}-{v.Outcome}-{v.Evidence.Basis}") ?? []
                        ),
                    record.Registration is { } r
                        ? $"registered group:{r.ByReference is not null} today:{r.RegisteredOn == ChinaTime.DateOf(now)}"
                        : "none",
                    $"past:{(record.Past is [.., var last] ? last.Ending : null)} {(record.Past.Count > 0 ? record.Past[^1].Exit?.Reason : null)}",
                    "objections:" + string.Join(',', record.Objections.Select(o => $"{o.Against}-{o.ReExaminedFrom is not null}")),
                    $"waits:{record.Proposal?.Kind}",
                    $"{record.Identity?.Number.Kind} child:{born is { } day && Age.FullYears(day, ChinaTime.DateOf(now)) < 16} aliases:{record.Aliases.Count > 0}",
                ]
            );
        }
    }
}
