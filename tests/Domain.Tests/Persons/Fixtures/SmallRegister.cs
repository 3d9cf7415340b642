using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Some records and the messages between them, as the grains run them, with a clock of its own. Every decision is made twice, every event
/// goes through JSON, and every record is checked after every step.
/// </summary>
/// <param name="first">The first record's number among all registers that belong together, so that their persons are different
/// ones.</param>
internal sealed class SmallRegister(int first, params IdentityNumber[] numbers)
{
    private readonly List<PersonEvent>[] journals = [.. numbers.Select(_ => new List<PersonEvent>())];
    private readonly List<CountEntry>[] counts = [.. numbers.Select(_ => new List<CountEntry>())];
    private readonly List<RecordedEvent>[] recorded = [.. numbers.Select(_ => new List<RecordedEvent>())];
    private DateTimeOffset latest;

    public SmallRegister(params IdentityNumber[] numbers)
        : this(0, numbers) { }

    public DateTimeOffset Now { get; set; } = World.At("2026-03-02T10:00");

    /// <summary>The tables in force; a test may load others while the clock runs.</summary>
    public WorkingCalendars Calendars { get; set; } = World.Calendars;

    /// <summary>The offices in force; a test may end some while the clock runs.</summary>
    public OfficeDirectory Offices { get; set; } = World.Offices;

    /// <summary>The sources of data in force.</summary>
    public MatchingSources Sources { get; set; } = World.Sources;

    /// <summary>What the province sets about recognitions.</summary>
    public HardshipTerms Hardship { get; set; } = HardshipTerms.BuiltIn;

    public PolicyRules Rules { get; set; } = PolicyRules.None;

    public IReadOnlyList<IdentityNumber> Numbers => numbers;

    public PersonRecord[] Records { get; } = [.. numbers.Select((_, i) => PersonRecord.Unknown(World.IdOf(first + i)))];

    /// <summary>Where serial numbers come from.</summary>
    public Serials Serials { get; init; } = new();

    /// <summary>Called for every event with what is committed with it.</summary>
    public Action<SeenEvent>? Watch { get; init; }

    /// <summary>Every message between records that was ever sent; each may be delivered any number of times.</summary>
    public List<TakeOverCase> Sent { get; } = [];

    public List<PersonNotice> Notices { get; } = [];

    public List<PlatformItem> PlatformItems { get; } = [];

    public List<MatterMessage> MatterMessages { get; } = [];

    public List<LicenceItem> LicenceItems { get; } = [];

    public IEnumerable<PersonEvent> Journal => journals.SelectMany(j => j);

    public IReadOnlyList<PersonEvent> JournalOf(int who) => journals[who];

    /// <summary>The same with who, when and where, as the store keeps it.</summary>
    public IReadOnlyList<RecordedEvent> RecordedOf(int who) => recorded[who];

    public IReadOnlyList<CountEntry> CountsOf(int who) => counts[who];

    /// <summary>A record's id; beyond the last one there is no person.</summary>
    public PersonId IdOf(int who) => World.IdOf(first + who);

    public int IndexOf(PersonId id) => Array.FindIndex(Records, r => r.Id == id);

    /// <summary>The record that answers for a number.</summary>
    public int MainOf(int who) => Records[who].AliasOf is { } main ? IndexOf(main) : who;

    public DecisionContext Context(Actor actor)
    {
        var serial = Serials.Next();
        latest = Now > latest ? Now : latest;
        return new DecisionContext
        {
            Now = Now,
            Actor = actor,
            Calendars = Calendars,
            Offices = Offices,
            Sources = Sources,
            Hardship = Hardship,
            Rules = Rules,
            Serial = serial,
            Serials = [.. Enumerable.Range(serial * 100, 8)],
            NewId = new Guid(serial, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8),
        };
    }

    /// <summary>Gives a command to exactly this record.</summary>
    public Decision Send(int who, PersonCommand command, Actor actor)
    {
        var before = Records[who];
        var context = Context(actor);
        var decision = PersonDecider.Decide(before, command, context);
        AssertSame(decision, PersonDecider.Decide(before, command, context));
        Assert.True(decision.Refusal is null != decision.Outcome is null);
        if (decision.Refusal is not null)
            Assert.Empty(decision.Events);
        if (decision.Events.OfType<ApplicationSubmitted>().Any(e => IsTaken(e.Application.PlatformNumber)))
            return Decision.Refuse(new Refusal(RefusalCode.PlatformRepeatContradicts));

        var reported = PlatformItems.Count;
        foreach (var decided in decision.Events)
        {
            var stored = JsonSerializer.Deserialize<PersonEvent>(
                JsonSerializer.Serialize(decided, DomainJson.Options),
                DomainJson.Options
            )!;
            var last = Records[who];
            Records[who] = PersonFold.Apply(last, stored);
            journals[who].Add(stored);
            recorded[who].Add(new RecordedEvent(Records[who].Sequence, stored, CaseScope.OfficeOf(Records[who]), actor, context.Now));
            var consequences = ConsequenceRules.Of(last, stored, Records[who], context);
            counts[who].AddRange(consequences.Counts);
            Notices.AddRange(consequences.Notices);
            PlatformItems.AddRange(consequences.PlatformItems);
            MatterMessages.AddRange(consequences.MatterMessages);
            LicenceItems.AddRange(consequences.LicenceItems);
            CheckLicences(Records[who], consequences.LicenceItems);
            Watch?.Invoke(new SeenEvent(last, stored, Records[who], consequences, context));
        }

        // The decision's own record is what its stored events make.
        AssertSame(Records[who], decision.After ?? before);
        Assert.All(PlatformItems[reported..], item => RenewedItems.Check(item, Records[who], recorded[who]));
        Invariants.Check(Records[who], journals[who], numbers);
        if (decision.Outcome is not null)
            DutyInvariants.Check(Records[who], context, ChinaTime.DateOf(latest));
        Contributions.Check(Records[who], counts[who]);
        if (decision.Events.Count > 0 && Records[who].PendingMove is { } move && before.PendingMove != move)
            Sent.Add(new TakeOverCase(Records[who].Id, move, move.UndoesLinkOf(Records[who])));
        return decision;
    }

    /// <summary>
    /// Whatever happens, the latest item of a registration says what its certificate is worth now: nothing changes that the licence platform is
    /// not told, and no item says anything twice.
    /// </summary>
    private void CheckLicences(PersonRecord record, IReadOnlyList<LicenceItem> items)
    {
        Assert.Equal(items.Count, items.Select(item => item.Certificate.Registration).Distinct().Count());
        if (record.AliasOf is not null || record.PendingMove is not null)
            return;
        foreach (var registration in record.Past.Select(past => past.Registration).Append(record.Registration).OfType<Registration>())
        {
            if (registration.Certificate is not { } certificate)
                continue;
            var told = LicenceItems.LastOrDefault(item => item.Certificate.Registration == registration.Number);
            Assert.Equal(new CertificateNumber(registration.Number, certificate.Serial), told?.Certificate);
            Assert.Equal(EnumName.Of(Certifying.StateOf(record, told!.Certificate)!.Value), told.Content.GetProperty("status").GetString());
        }
    }

    /// <summary>As <see cref="Send"/>, but an alias passes on what is not about the number itself.</summary>
    public Decision Ask(int who, PersonCommand command, Actor actor)
    {
        // The grain asks the other record first.
        if (command is LinkTo link && link.Main != Records[who].Id)
        {
            var main = IndexOf(link.Main);
            if (
                Linking.MayBecomeMain(
                    main < 0 ? PersonRecord.Unknown(link.Main) : Records[main],
                    Records[who].Id,
                    actor,
                    Now,
                    World.Offices
                ) is
                { } refusal
            )
            {
                return Decision.Refuse(refusal);
            }
        }

        if (command is LinkTo or TakeOverCase or ConfirmMove or EndAsEnteredInError or CorrectNumber || MainOf(who) == who)
            return Send(who, command, actor);

        // The grain passes nothing on while the case is under way to or from the main record.
        var (alias, holder) = (Records[who].Id, Records[MainOf(who)]);
        return holder.Aliases.Any(a => a.Alias == alias) && holder.PendingMove?.To != alias
            ? Send(MainOf(who), command, actor)
            : Decision.Refuse(new Refusal(RefusalCode.MovePending));
    }

    /// <summary>Delivers one message, and its confirmation if that is not lost.</summary>
    public void Deliver(TakeOverCase message, bool confirm = true)
    {
        var reply = Send(IndexOf(message.Move.To), message, message.Move.Order?.By ?? Actor.Register);
        Assert.Null(reply.Refusal);
        var sender = IndexOf(message.From);
        if (reply.Outcome!.Kind == OutcomeKind.CaseDeclined)
        {
            if (message.Move.Corrects)
            {
                Send(
                    sender,
                    new RedirectMove(message.Move.Id, reply.Outcome.Reference is { } main ? PersonId.Parse(main) : message.Move.To),
                    Actor.Register
                );
            }
            else if (Records[sender].PendingMove?.Id == message.Move.Id)
            {
                Send(sender, new TakeOverCase(message.Move.To, message.Move, Undoes: true), Actor.Register);
            }
        }
        else if (confirm)
        {
            Send(sender, new ConfirmMove(message.Move.Id), Actor.Register);
        }
    }

    /// <summary>What the duty reminders do until nothing is on its way.</summary>
    public void Settle()
    {
        for (var round = 0; Records.Any(r => r.PendingMove is not null); round++)
        {
            Assert.True(round < 10, "A case never arrives.");
            foreach (var record in Records.Where(r => r.PendingMove is not null).ToArray())
            {
                if (Records[IndexOf(record.Id)].PendingMove is { } move)
                    Deliver(new TakeOverCase(record.Id, move, move.UndoesLinkOf(record)));
            }
        }
    }

    /// <summary>Each journal, folded from nothing, gives its record.</summary>
    public void CheckFolds()
    {
        for (var who = 0; who < Records.Length; who++)
            Invariants.Folds(Records[who], journals[who]);
    }

    /// <summary>The store keeps a number of the platform's on one application only, unless that was entered in error.</summary>
    private bool IsTaken(PlatformApplicationNumber? number) =>
        number is not null
        && Journal
            .OfType<ApplicationSubmitted>()
            .Any(e =>
                e.Application.PlatformNumber == number
                && Journal.OfType<EnteredInError>().All(error => error.Application != e.Application.Number)
            );

    /// <summary>
    /// Both have the same JSON. At each step of thousands of lives: the texts are made, and shown, only where the bytes differ.
    /// </summary>
    public static void AssertSame<T>(T expected, T actual)
    {
        if (ReferenceEquals(expected, actual))
            return;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(expected, DomainJson.Options);
        if (!bytes.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(actual, DomainJson.Options)))
            Assert.Equal(JsonOf(expected), JsonOf(actual));
    }

    public static string JsonOf<T>(T value) => JsonSerializer.Serialize(value, DomainJson.Options);
}
