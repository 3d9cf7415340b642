using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;
using Grid.Domain.Tests.Regions;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// A province through some months, by dice: people register, move, leave and come back, and what was recorded is corrected, late or wrong.
/// In between pages of any size are folded, and leaves close periods, each when it likes, whether or not something still waits.
/// </summary>
internal sealed class RandomHistory
{
    private static readonly string[] Offices = [World.Urban, World.Urban, World.OtherUrban, World.Rural, World.Lone, "98010203"];

    private static readonly string[] Desks = [.. MiniProvince.Desks.All.Select(office => office.Code.Value)];

    private readonly Random random;
    private readonly bool reorganised;
    private readonly CountedProvince province;
    private DateTimeOffset now = World.At("2026-01-08T10:00");

    public RandomHistory(int seed, int registers, bool reorganised = false)
    {
        this.reorganised = reorganised;
        random = new Random(seed);
        province = new CountedProvince(registers, i => (i % 3) switch
            {
                0 => [World.Citizen(1 + (i % 99)), World.Citizen(2 + (i % 99), "19850613"), World.Permit(3 + (i % 99))],
                1 => [World.Citizen(1 + (i % 99)), World.Permit(2 + (i % 99)), World.Foreigner(3 + (i % 99))],
                _ => [World.Citizen(1 + (i % 99)), World.Citizen(2 + (i % 99)), World.Citizen(3 + (i % 99), "19901231")],
            });
    }

    public CountedProvince Province => province;

    public Reorganisation Reorganisation { get; } = new();

    /// <summary>Cases that an order moved.</summary>
    public int Moves { get; private set; }

    public DateOnly Today => ChinaTime.DateOf(now);

    public void Run(int rounds, int checks)
    {
        for (var round = 1; round <= rounds; round++)
        {
            now = AtMidnight(now.AddHours(random.Next(6, 130)));
            foreach (var register in province.Registers.Where(_ => random.Next(4) > 0))
                Step(register);
            if (reorganised && random.Next(4) == 0)
                Reorganise();
            foreach (var leaf in province.Leaves)
                FoldAndClose(leaf);
            if (round % (rounds / checks) == 0)
                Check();
        }
    }

    public void Check()
    {
        province.CheckRecount();
        foreach (var leaf in province.Leaves)
        {
            leaf.Drain();
            LeafChecks.Check(leaf, province.Model, CountingPeriod.Of(Today));
        }

        province.CheckRecount();
        CheckParents(CountingPeriod.Of(Today));
    }

    /// <summary>
    /// An order that reaches everybody moves all that offices held that have ended; what they had counted stays where it was counted.
    /// </summary>
    public void CheckAllMoved()
    {
        foreach (var register in province.Registers)
        {
            register.Now = now;
            register.Settle();
        }

        var before = Totals();
        foreach (var register in province.Registers)
        {
            foreach (var who in Enumerable.Range(0, register.Records.Length))
                Move(register, who);
            Assert.All(register.Records, record =>
                Assert.All(Held(record), office => Assert.NotNull(Reorganisation.Offices.Find(office, Today)))
            );
        }

        Assert.Equal(before, Totals());
        Check();
    }

    private static IEnumerable<string> Held(PersonRecord record) =>
        [
            .. record.Duties.Select(duty => duty.Office),
            .. record.Objections.Select(objection => objection.Office),
            .. record.Registration is { } active ? [active.Office] : Array.Empty<string>(),
            .. record.Application is { IsOpen: true } open ? [open.Office] : Array.Empty<string>(),
        ];

    /// <summary>
    /// Offices end, now or later, and an order moves some persons' cases, the rest another time. The province's totals stay as they are.
    /// </summary>
    private void Reorganise()
    {
        var before = Totals();
        for (var tries = random.Next(5); tries > 0; tries--)
        {
            var office = Desks[random.Next(Desks.Length)];
            var successor = random.Next(3) == 0 ? Desks[random.Next(Desks.Length)] : "98010201";
            if (office is not ("98000001" or "98010001" or "98010201"))
                Reorganisation.TryEnd(office, Today.AddDays(random.Next(-1, 40)), successor);
        }

        foreach (var register in province.Registers)
        {
            (register.Offices, register.Now) = (Reorganisation.Offices, now);
            foreach (var who in Enumerable.Range(0, register.Records.Length).Where(_ => random.Next(2) == 0))
                Move(register, who);
        }

        Assert.Equal(before, Totals());
    }

    private void Move(SmallRegister register, int who)
    {
        var decision = register.Ask(
            who,
            new MoveToSuccessor("0123456789abcdef0123456789abcdef", "国函〔2026〕1号"),
            Domain.Persons.Actor.Register
        );

        // A case that is under way between two numbers is met by the order's next sweep.
        Assert.True(decision.Refusal is null or { Code: RefusalCode.MovePending });
        Moves += decision.Events.Count(e => e is RegistrationTransferred or ApplicationTransferred or ObjectionMoved);
    }

    /// <summary>Stock of each block, and every flow of all time but transfers, of which only those in and out of a block count.</summary>
    private string Totals()
    {
        foreach (var leaf in province.Leaves)
            leaf.Drain();
        var flows = Figures.Sum(province.Leaves.SelectMany(leaf => leaf.Periods.Select(period => leaf.Flows(FoldDelta.Region, period))));
        return string.Join(
            ' ',
            Enum.GetValues<CountBlock>()
                .Select(block =>
                {
                    var standing = province
                        .Leaves.SelectMany(leaf => leaf.Segments)
                        .Count(segment => segment.To is null && segment.Case.Block == block);
                    var moved = flows.Total(block, Measure.TransferredIn) - flows.Total(block, Measure.TransferredOut);
                    return $"{block}:{standing}/{flows.Total(block, Measure.New)}/{flows.Total(block, Measure.Exited)}/{flows.Total(block, Measure.BecameOrdinary)}"
                        + $"/{flows.Total(block, Measure.AdjustedIn) - flows.Total(block, Measure.AdjustedOut) + moved}";
                })
        );
    }

    /// <summary>Now and then the last or first second of a day, most of all where a period ends.</summary>
    private DateTimeOffset AtMidnight(DateTimeOffset now)
    {
        var date = ChinaTime.DateOf(now);
        if (date.Day is not (19 or 20 or 21 or 22))
            return now;
        var twentyFirst = World.At($"{date:yyyy-MM}-21T00:00");
        return twentyFirst > this.now.AddHours(1)
            ? random.Next(2) == 0
                ? twentyFirst
                : twentyFirst.AddSeconds(-1)
            : now;
    }

    private void FoldAndClose(LeafStore leaf)
    {
        for (var page = random.Next(4); page > 0 && leaf.Waiting.Count > 0; page--)
            leaf.FoldPage(random.Next(1, 9));
        if (random.Next(5) == 0)
            leaf.Drain();
        if (random.Next(9) > 0)
            return;
        var period = CountingPeriod.Of(Today).Previous;
        if (random.Next(3) == 0)
            period = period.Previous;
        Assert.True(period.IsOver(Today));
        if (leaf.IsOpen(period) && period >= leaf.Periods.DefaultIfEmpty(period).Min())
            leaf.Close(period);
    }

    private void Step(SmallRegister register)
    {
        register.Now = now;
        var dice = new Dice(
            random.Next(150),
            random.Next(6) switch
            {
                < 3 => 0,
                < 5 => 1,
                _ => 2,
            },
            random.Next(10),
            0,
            random.Next(1000),
            random.Next(1000),
            random.Next(1000)
        );
        if (register.Sent.Count > 0 && random.Next(4) == 0)
            register.Deliver(register.Sent[^1], confirm: random.Next(3) > 0);
        if (random.Next(12) == 0)
            register.Settle();
        var command =
            random.Next(3) == 0 ? RandomCommands.Make(dice, register) : Likely(register, register.Records[register.MainOf(dice.Who)], dice);
        register.Ask(dice.Who, command, Actor(register, command, dice));
        if (command is EndAsEnteredInError && register.Records[register.MainOf(dice.Who)].Proposal is { } proposal)
            register.Ask(dice.Who, new ConfirmProposal(proposal.Id), World.OtherSupervisor);
    }

    private static Actor Actor(SmallRegister register, PersonCommand command, Dice dice) =>
        command switch
        {
            SubmitApplication { PlatformNumber: not null } or Tick => Domain.Persons.Actor.Register,
            ConfirmProposal or ConfirmRevocation => World.OtherSupervisor,

            // Neither of the two who decided.
            AnswerObjection => new("supervisor-9", Role.Supervisor, "98000001"),
            _ when dice.Rarely(30) => dice.Of(RandomCommands.Actors, 2),
            _ => World.Supervisor,
        };

    /// <summary>What an office would do next, so that figures move.</summary>
    private PersonCommand Likely(SmallRegister register, PersonRecord record, Dice d)
    {
        var identified = record.Application?.Verifications.Any(v =>
            v is { Subject: VerificationSubject.Identity, Outcome: VerificationOutcome.Confirmed }
        );
        return record switch
        {
            { HeldBy: { } waits } => d.B % 3 == 0 ? new SettleImport(waits, Keep: false) : RandomCommands.History(d, register, record),
            { Registration.Imported: { Held: true } held } => new SettleImport(held.Import, d.B % 2 == 0),
            { Past: [.., { Registration.Imported: { Held: true } held }] } => new SettleImport(held.Import, d.B % 2 == 0),
            { Application: { IsOpen: true } } when identified == false => new RecordVerification(
                VerificationSubject.Identity,
                VerificationOutcome.Confirmed,
                World.Hand()
            ),
            { Application: { IsOpen: true, ByReference: not null } open }
                when open.Verifications.All(v => v.Subject != VerificationSubject.ByReferenceGroup) => new RecordVerification(
                VerificationSubject.ByReferenceGroup,
                VerificationOutcome.Confirmed,
                World.Hand()
            ),
            { Application: { IsOpen: true } open }
                when open.Verifications.Any(v =>
                    v is { Subject: VerificationSubject.NotDeceased, Outcome: not VerificationOutcome.Confirmed }
                ) => new RecordVerification(VerificationSubject.NotDeceased, VerificationOutcome.Confirmed, World.Hand()),
            { Application.IsOpen: true } => d.B % 8 == 0 ? new WithdrawApplication(World.Word()) : new ApproveApplication(),
            { Proposal: { } proposal } when d.B % 2 == 0 => new ConfirmProposal(proposal.Id),
            { Objections: [{ Against: ObjectionSubject.Revocation } open, ..] } => new AnswerObjection(open.Id, true, "原决定有误"),
            { Past: [.., { Ending: PastEnding.Revoked }] } when d.C % 4 > 0 && record.Objections.Count == 0 => new RaiseObjection(
                ObjectionSubject.Revocation,
                "当时并未就业"
            ),
            { Past: [.., { Ending: PastEnding.Exited }] } when d.A % 9 == 0 => new RevokeRegistration(
                RandomCommands.Revocation(d, record, now)
            ),
            { Registration: { } active } => WithActive(register, record, active, d),
            { Past.Count: > 0 } when d.C % 3 == 0 => new RevokeExit(record.Past[^1].Number, World.Hand()),
            { Application: { } last } when d.C % 7 == 0 => new EndAsEnteredInError(last.Number, "号码录错")
            {
                NoRightNumber = NoRightNumber.CannotBeFound,
            },
            _ when d.A % 6 == 0 => RandomCommands.Import(d, register),
            _ => Submit(register, d, d.B % 3 == 0),
        };
    }

    private PersonCommand WithActive(SmallRegister register, PersonRecord record, Registration active, Dice d) =>
        (d.A % 20) switch
        {
            < 4 when active.ByReference is not null => Submit(register, d, false),
            < 4 => new Transfer(d.Of(Offices, 2), null, "本人要求"),
            8 when d.B % 2 == 0 => RandomCommands.History(d, register, record),
            < 9 => new RecordExit(
                new ExitDetails
                {
                    Reason = d.Of([ExitReason.Hired, ExitReason.SelfEmployed, ExitReason.PublicWelfarePost, ExitReason.NoWorkAbility]),
                    On = Late(active.RegisteredOn, d),
                    Evidence = World.Hand(),
                }
            ),
            < 13 => Correct(d),
            13 when d.C % 3 > 0 => Recognition(active, d),
            < 15 => new RecordHardshipCheck(
                new HardshipRecognition("050", Late(active.RegisteredOn.AddDays(-20), d), d.B % 2 == 0 ? null : Today.AddDays(d.C % 30)),
                World.Hand()
            ),
            15 when d.B % 2 == 0 => RandomService.Benefit(d, Today, now),
            15 when record.Application is { } last => new EndAsEnteredInError(last.Number, "号码录错")
            {
                NoRightNumber = NoRightNumber.CannotBeFound,
            },
            16 when d.B % 3 == 0 => new LinkTo(register.IdOf(d.C % 3), "同一人"),
            16 when d.C % 4 == 0 && record.Application is { } last => RandomCommands.Renumber(d, register, last),
            16 when d.B % 5 == 0 => RandomCommands.Import(d, register),
            16 or 17 => new RevokeRegistration(RandomCommands.Revocation(d, record, now)),
            _ => record.Aliases is [var alias, ..] ? new Unlink(alias.Alias, "不是同一人") : new LinkTo(register.IdOf(d.B % 3), "同一人"),
        };

    /// <summary>The next step to a recognition, or its withdrawal.</summary>
    private static PersonCommand Recognition(Registration active, Dice d) =>
        active switch
        {
            { Recognising.Open: { Examination: null } open } => new ExamineHardship(open.Id, open.Categories, World.Hand()),
            { Recognising.Open: { } open } => new RecogniseHardship(open.Id, d.B % 2 == 0 ? open.AppliedOn : null),
            { Service.Hardship: not null } when d.B % 2 == 0 => new WithdrawHardship(
                d.Of([HardshipGround.NoLongerFulfilled, HardshipGround.FalseStatement], 1),
                World.Hand()
            ),
            _ => new ApplyForHardship(HardshipOrigin.Office, ["070", "050"]),
        };

    private static CorrectData Correct(Dice d)
    {
        UnemploymentReason? reason =
            d.C % 2 == 0 ? d.Of([UnemploymentReason.Resigned, UnemploymentReason.ReleasedFromPrison, UnemploymentReason.Other], 1) : null;
        return new CorrectData
        {
            Why = "更正",
            Education =
                d.B % 4 == 0 ? "10"
                : d.B % 4 == 1 ? "21"
                : null,
            Reason = reason,
            OtherReason = reason == UnemploymentReason.Other ? "其他" : null,
            Ground = d.C % 3 == 0 ? d.Of(Enum.GetValues<PlaceGround>(), 2) : null,
        };
    }

    private DateOnly Late(DateOnly from, Dice d)
    {
        var on = d.C % 2 == 0 ? Today : Today.AddDays(-d.B % 70);
        return on < from ? from
            : on > Today ? Today
            : on;
    }

    private static SubmitApplication Submit(SmallRegister register, Dice d, bool byReference) =>
        World.Application(register.Numbers[d.Who], register.Now, d.Of(Offices, 3)) with
        {
            BirthDate = register.Numbers[d.Who].BirthDate ?? World.Day("1985-06-12"),
            ByReference = byReference ? d.Of(Enum.GetValues<ByReferenceGroup>(), 1) : null,
            Reason = d.Of([UnemploymentReason.Resigned, UnemploymentReason.ReleasedFromPrison, UnemploymentReason.LeftSchool], 2),
            Ground = d.Of(Enum.GetValues<PlaceGround>(), 4),
            Details = World.Details() with { Education = d.C % 3 == 0 ? "10" : "21" },
        };

    /// <summary>City and province: sums of their leaves; each person once.</summary>
    private void CheckParents(CountingPeriod through)
    {
        foreach (var level in new[] { "9801", "98" })
        {
            var leaves = province.Leaves.Where(l => l.Region.StartsWith(level, StringComparison.Ordinal)).ToList();
            if (leaves.Count == 0)
                continue;
            var first = leaves.Max(l => l.ClosedThrough?.Next ?? l.Periods.Append(through).Min());
            for (var p = first; p <= through; p = p.Next)
            {
                var opening = Figures.Sum(leaves.Select(l => l.Opening(FoldDelta.Region, p)));
                var flows = Figures.Sum(leaves.Select(l => l.Flows(FoldDelta.Region, p)));
                LeafChecks.Sums(flows);
                var closing = Balance.Closing(opening, flows);
                LeafChecks.Sums(closing);
                LeafChecks.Same(
                    province.Model.Stock(f => f.Region.StartsWith(level, StringComparison.Ordinal), p.Last),
                    closing,
                    $"{level} {p} closing"
                );
            }
        }

        var standing = province.Registers.SelectMany(r => r.Records).Count(r => r.Registration is not null);
        Assert.Equal(standing, province.Leaves.SelectMany(l => l.Segments).Count(s => s.To is null));
    }
}
