using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Recounting;

/// <summary>
/// Counts all flows from the journal alone, independently of the live figures: from each person's consecutive statuses and the names of the
/// events between them, without count entries, segments or figures. Lines come once each, ordered by moment, person and sequence. One pass;
/// holds a line's facts for each registration that ever was. Not safe for several threads.
/// </summary>
/// <param name="adjustments">Those that were made: they say in which period a figure is counted when its own was closed.</param>
public sealed class JournalRecount(IEnumerable<Adjustment> adjustments)
{
    private readonly KnownAdjustments _adjustments = new(adjustments);
    private readonly Dictionary<PersonId, StatisticalStatus> _statuses = [];
    private readonly Dictionary<RegistrationNumber, RecountSegment> _latest = [];
    private readonly RecountTally _tally = new();

    /// <summary>How many lines were added.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that do not follow from those before them; there must be none.</summary>
    public long Inconsistencies { get; private set; }

    /// <summary>
    /// The next line of the journal that changes a status or records an error (<c>enteredInError</c>, <c>registrationRevoked</c>).
    /// </summary>
    public void Add(RecountLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Lines++;
        if (
            line.Event is "enteredInError" or "registrationRevoked"
            && RecountFacts.EndedInError(line) is { } wrong
            && Ended(wrong, Measure.Exited) is { } ended
        )
            Remove(line, ended);
        if (line.StatisticalStatus is not { } change)
            return;

        var was = _statuses.GetValueOrDefault(line.Person);
        var now = change.Now;
        if (now is null)
            _statuses.Remove(line.Person);
        else
            _statuses[line.Person] = now;
        if (was is not null && now is not null && was.Number == now.Number)
        {
            if (was.Office != now.Office || was.Region != now.Region || was.Block != now.Block)
                Transfer(line, was, now);
            else
                Correct(line, OpenSegment(line.Person, now.Number), now);
            return;
        }

        if (was is not null)
            Leave(line, was, now);
        if (now is not null)
            Come(line, now);
    }

    /// <summary>The flows by region, office and period; reason 70 among 90.</summary>
    public IReadOnlyList<RegionOfficeFigures> Figures() => _tally.Figures();

    /// <summary>How many are active at the end of a day by the events, wherever their flows are counted.</summary>
    public IReadOnlyDictionary<(string Region, string Office, CountBlock Block), long> StockAtEndOf(DateOnly day)
    {
        var stock = new Dictionary<(string Region, string Office, CountBlock Block), long>();
        foreach (var latest in _latest.Values)
        {
            for (var s = latest; s is not null; s = s.Earlier)
            {
                if (s.IsOpenAtEndOf(day))
                    stock[(s.Facts.Region, s.Facts.Office, s.Facts.Block)] =
                        stock.GetValueOrDefault((s.Facts.Region, s.Facts.Office, s.Facts.Block)) + 1;
            }
        }

        return stock;
    }

    private void Transfer(RecountLine line, StatisticalStatus was, StatisticalStatus now)
    {
        var on = line.Event is "registrationTransferred" ? line.On : line.DecidedOn;
        if (OpenSegment(line.Person, was.Number) is { } segment)
            End(line, segment, on, Measure.TransferredOut, Peer(now), AdjustmentCause.Late);
        Begin(line, now, on, Measure.TransferredIn, Peer(was), AdjustmentCause.Late);
    }

    private void Leave(RecountLine line, StatisticalStatus was, StatisticalStatus? now)
    {
        if (OpenSegment(line.Person, was.Number) is not { } segment)
            return;
        switch (line.Event)
        {
            case "exited":
                segment.ExitReason = RecountFacts.ExitReason(line);
                End(line, segment, line.On, Measure.Exited, null, AdjustmentCause.Late);
                break;
            case "enteredInError" or "registrationRevoked":
                Remove(line, segment);
                break;

            // An ordinary registration that arrives by a link takes a by-reference case's place as an approved one does.
            case "byReferenceEnded":
            case "caseTakenOver" when now is not null:
                End(line, segment, line.DecidedOn, Measure.BecameOrdinary, null, AdjustmentCause.Late);
                break;
            default:
                End(line, segment, line.DecidedOn, Measure.AdjustedOut, null, AdjustmentCause.Link);
                break;
        }
    }

    private void Come(RecountLine line, StatisticalStatus now)
    {
        if (line.Event is "registered")
        {
            Begin(line, now, now.RegisteredOn, Measure.New, null, AdjustmentCause.Late);
        }
        else if (line.Event is "revocationUndone")
        {
            Restore(line, now);
        }
        else if (Again(line, now.Number) is { } last)
        {
            TakeBackEnd(line, last, AdjustmentCause.Reopened);
            last.Person = line.Person;
            Correct(line, last, now);
        }
        else
        {
            if (line.Event is "exitRevoked")
                Inconsistencies++;
            Begin(line, now, line.DecidedOn, Measure.AdjustedIn, null, AdjustmentCause.Link);
        }
    }

    private void Begin(RecountLine line, StatisticalStatus facts, DateOnly on, Measure measure, string? peer, AdjustmentCause cause)
    {
        var segment = new RecountSegment
        {
            Person = line.Person,
            Facts = facts,
            From = on,
            EnteredBy = measure,
            CameFrom = peer,
        };
        var first = Last(facts.Number);
        if (first is null || measure != Measure.New)
        {
            segment.Earlier = first;
            _latest[facts.Number] = segment;
        }
        else
        {
            // Where clocks differ, a link may be recorded before the registration that it took along.
            while (first.Earlier is { } earlier)
                first = earlier;
            first.Earlier = segment;
        }

        Count(line, facts, measure, on, null, peer, cause);
    }

    private void End(RecountLine line, RecountSegment segment, DateOnly on, Measure measure, string? peer, AdjustmentCause cause)
    {
        segment.To = on > segment.From ? on : segment.From;
        segment.LeftBy = measure;
        Count(line, segment.Facts, measure, segment.To.Value, segment.ExitReason, peer, cause);
    }

    /// <summary>Takes back an exit, or the end of a by-reference case.</summary>
    private void TakeBackEnd(RecountLine line, RecountSegment segment, AdjustmentCause cause)
    {
        var on = segment.To!.Value;
        TakeBack(line, segment.Facts, segment.LeftBy!.Value, on, segment.ExitReason, null, cause);
        segment.To = null;
        segment.LeftBy = null;
        segment.ExitReason = null;
    }

    private void Remove(RecountLine line, RecountSegment segment)
    {
        if (!segment.IsOpen)
            TakeBackEnd(line, segment, AdjustmentCause.Removed);
        if (segment.EnteredBy == Measure.New)
        {
            TakeBack(line, segment.Facts, Measure.New, segment.From, null, null, AdjustmentCause.Removed);
            Forget(segment);
            return;
        }

        var on = line.DecidedOn > segment.From ? line.DecidedOn : segment.From;
        segment.To = on;
        segment.LeftBy = Measure.AdjustedOut;
        segment.Removed = true;
        Adjust(line, segment.Facts, segment.EnteredBy, -1, on, AdjustmentCause.Removed);
    }

    /// <summary>A revocation undone: new again, or active again where it had come from elsewhere.</summary>
    private void Restore(RecountLine line, StatisticalStatus now)
    {
        if (Last(now.Number) is not { Removed: true } last)
        {
            Begin(line, now, now.RegisteredOn, Measure.New, null, AdjustmentCause.Late);
            return;
        }

        Adjust(line, last.Facts, last.EnteredBy, 1, last.To!.Value, AdjustmentCause.Reopened);
        last.Person = line.Person;
        last.To = null;
        last.LeftBy = null;
        last.Removed = false;
        Correct(line, last, now);
    }

    private void Correct(RecountLine line, RecountSegment? segment, StatisticalStatus now)
    {
        if (segment is null)
            return;
        var was = segment.Facts;
        segment.Facts = now;
        var same =
            was.Block == now.Block
            && was.Sex == now.Sex
            && string.Equals(was.Education, now.Education, StringComparison.Ordinal)
            && (segment.EnteredBy != Measure.New || (was.Reason == now.Reason && was.Ground == now.Ground && was.Channel == now.Channel));
        if (same)
            return;

        // Adjustments cannot be taken back in place: they are made by their own events.
        if (segment.EnteredBy == Measure.AdjustedIn)
        {
            Adjust(line, was, Measure.AdjustedIn, -1, segment.From, AdjustmentCause.Corrected);
            Adjust(line, now, Measure.AdjustedIn, 1, segment.From, AdjustmentCause.Corrected);
            return;
        }

        TakeBack(line, was, segment.EnteredBy, segment.From, null, segment.CameFrom, AdjustmentCause.Corrected);
        Count(line, now, segment.EnteredBy, segment.From, null, segment.CameFrom, AdjustmentCause.Corrected);
    }

    private void Count(
        RecountLine line,
        StatisticalStatus facts,
        Measure measure,
        DateOnly on,
        ExitReason? exit,
        string? peer,
        AdjustmentCause cause
    )
    {
        var effect = Balance.SignOf(measure);
        if (measure is Measure.AdjustedIn or Measure.AdjustedOut)
            Adjust(line, facts, measure, effect, on, cause);
        else if (_adjustments.Take(line, facts, measure, effect, on, cause) is { } elsewhere)
            _tally.Add(elsewhere, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
        else
            _tally.Add(CountingPeriod.Of(on), measure, facts, 1, exit, OfHardship(facts, exit, on), peer, null);
    }

    private void TakeBack(
        RecountLine line,
        StatisticalStatus facts,
        Measure measure,
        DateOnly on,
        ExitReason? exit,
        string? peer,
        AdjustmentCause cause
    )
    {
        var effect = -Balance.SignOf(measure);
        if (_adjustments.Take(line, facts, measure, effect, on, cause) is { } elsewhere)
            _tally.Add(elsewhere, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
        else
            _tally.Add(CountingPeriod.Of(on), measure, facts, -1, exit, OfHardship(facts, exit, on), peer, null);
    }

    /// <summary>A movement that is an adjustment even in its own period.</summary>
    private void Adjust(RecountLine line, StatisticalStatus facts, Measure instead, int effect, DateOnly on, AdjustmentCause cause)
    {
        var period = _adjustments.Take(line, facts, instead, effect, on, cause) ?? CountingPeriod.Of(on);
        _tally.Add(period, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
    }

    /// <summary>The segment that continues: of an exit that was revoked, or of a by-reference case whose successor left.</summary>
    private RecountSegment? Again(RecountLine line, RegistrationNumber number) =>
        line.Event switch
        {
            "exitRevoked" => Ended(number, Measure.Exited),
            "unlinked" or "enteredInError" or "registrationRevoked" or "numberCorrected" => Ended(number, Measure.BecameOrdinary),
            _ => null,
        };

    /// <summary>The latest segment, if it ended by this measure.</summary>
    private RecountSegment? Ended(RegistrationNumber number, Measure by) => Last(number) is { } last && last.LeftBy == by ? last : null;

    private RecountSegment? Last(RegistrationNumber number) => _latest.GetValueOrDefault(number);

    /// <summary>
    /// The open segment of this record; on its way between two records a registration may be in neither, or, where clocks
    /// differ, in both.
    /// </summary>
    private RecountSegment? OpenSegment(PersonId person, RegistrationNumber number)
    {
        for (var s = Last(number); s is not null; s = s.Earlier)
        {
            if (s.IsOpen && s.Person == person)
                return s;
        }

        Inconsistencies++;
        return null;
    }

    private void Forget(RecountSegment segment)
    {
        var number = segment.Facts.Number;
        if (Last(number) == segment)
        {
            if (segment.Earlier is { } earlier)
                _latest[number] = earlier;
            else
                _latest.Remove(number);
            return;
        }

        for (var s = Last(number); s is not null; s = s.Earlier)
        {
            if (s.Earlier == segment)
                s.Earlier = segment.Earlier;
        }
    }

    private static bool OfHardship(StatisticalStatus facts, ExitReason? exit, DateOnly on) =>
        exit
            is Codes.ExitReason.Hired
                or Codes.ExitReason.SelfEmployed
                or Codes.ExitReason.StableIncome
                or Codes.ExitReason.PublicWelfarePost
        && facts.Hardship is { } recognised
        && recognised.From <= on
        && (recognised.To is not { } to || on <= to);

    private static string Peer(StatisticalStatus other) => $"{other.Region}/{EnumName.Of(other.Block)}";
}
