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
    private readonly Dictionary<PersonId, StatisticalStatus> statuses = [];
    private readonly RecountSegments segments = new();
    private readonly RecountFlows flows = new(adjustments);
    private readonly HashSet<RegistrationNumber> uncounted = [];

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
            && segments.Ended(wrong, Measure.Exited) is { } ended
        )
        {
            Remove(line, ended);
        }

        if (line.StatisticalStatus is not { } change)
            return;
        if (line.Event is "pastRegistrationImported")
        {
            History(line);
            return;
        }

        if (line.Event is "importUndone")
        {
            foreach (var number in RecountFacts.Undone(line).Where(number => !uncounted.Remove(number)))
            {
                if (segments.Ended(number, Measure.Exited) is { } over)
                    Remove(line, over);
                else
                    Inconsistencies++;
            }
        }

        var was = statuses.GetValueOrDefault(line.Person);
        var now = change.Now;
        if (now is null)
            statuses.Remove(line.Person);
        else
            statuses[line.Person] = now;
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
            Arrive(line, now);
    }

    /// <summary>The flows by region, office and period; reason 70 among 90.</summary>
    public IReadOnlyList<RegionOfficeFigures> Figures() => flows.Figures();

    /// <summary>How many are active at the end of a day by the events, wherever their flows are counted.</summary>
    public IReadOnlyDictionary<(string Region, string Office, CountBlock Block), long> StockAtEndOf(DateOnly day) =>
        segments.StockAtEndOf(day);

    /// <summary>A registration that was over when it was imported; the person's status is what it was.</summary>
    private void History(RecountLine line)
    {
        if (RecountFacts.History(line) is not { } history)
        {
            uncounted.Add(RecountFacts.UncountedNumber(line));
            return;
        }

        Begin(line, history.Case, history.BaselineOn);
        if (OpenSegment(line.Person, history.Case.Number) is not { } segment)
            return;
        segment.ExitReason = RecountFacts.ExitReason(line);
        End(line, segment, line.On, Measure.Exited, null, AdjustmentCause.Late);
    }

    /// <summary>A registration of an earlier system: new on its own day, or stock of the baseline's.</summary>
    private void Begin(RecountLine line, StatisticalStatus facts, DateOnly? baselineOn)
    {
        if (baselineOn is { } day)
            Begin(line, facts, day, Measure.AdjustedIn, null, AdjustmentCause.Baseline);
        else
            Begin(line, facts, facts.RegisteredOn, Measure.New, null, AdjustmentCause.Late);
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
            case "enteredInError" or "registrationRevoked" or "importUndone":
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

    private void Arrive(RecountLine line, StatisticalStatus now)
    {
        if (line.Event is "registered")
        {
            Begin(line, now, now.RegisteredOn, Measure.New, null, AdjustmentCause.Late);
        }
        else if (line.Event is "registrationImported")
        {
            Begin(line, now, RecountFacts.BaselineOn(line));
        }
        else if (line.Event is "revocationUndone")
        {
            Restore(line, now);
        }
        else if (Continued(line, now.Number) is { } last)
        {
            TakeBackEnd(line, last, AdjustmentCause.Reopened);
            last.Person = line.Person;
            Correct(line, last, now);
        }
        else
        {
            if (line.Event is "exitRevoked")
            {
                if (uncounted.Remove(now.Number))
                {
                    Begin(line, now, line.DecidedOn, Measure.AdjustedIn, null, AdjustmentCause.Baseline);
                    return;
                }

                Inconsistencies++;
            }

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
        segments.Add(segment);
        flows.Count(line, facts, measure, on, null, peer, cause);
    }

    private void End(RecountLine line, RecountSegment segment, DateOnly on, Measure measure, string? peer, AdjustmentCause cause)
    {
        segment.To = on > segment.From ? on : segment.From;
        segment.LeftBy = measure;
        flows.Count(line, segment.Facts, measure, segment.To.Value, segment.ExitReason, peer, cause);
    }

    /// <summary>Takes back an exit, or the end of a by-reference case.</summary>
    private void TakeBackEnd(RecountLine line, RecountSegment segment, AdjustmentCause cause)
    {
        var on = segment.To!.Value;
        flows.TakeBack(line, segment.Facts, segment.LeftBy!.Value, on, segment.ExitReason, null, cause);
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
            flows.TakeBack(line, segment.Facts, Measure.New, segment.From, null, null, AdjustmentCause.Removed);
            segments.Remove(segment);
            return;
        }

        var on = line.DecidedOn > segment.From ? line.DecidedOn : segment.From;
        segment.To = on;
        segment.LeftBy = Measure.AdjustedOut;
        segment.Removed = true;
        flows.Adjust(line, segment.Facts, segment.EnteredBy, -1, on, AdjustmentCause.Removed);
    }

    /// <summary>A revocation undone: new again, or active again where it had come from elsewhere.</summary>
    private void Restore(RecountLine line, StatisticalStatus now)
    {
        if (segments.Last(now.Number) is not { Removed: true } last)
        {
            Begin(line, now, now.RegisteredOn, Measure.New, null, AdjustmentCause.Late);
            return;
        }

        flows.Adjust(line, last.Facts, last.EnteredBy, 1, last.To!.Value, AdjustmentCause.Reopened);
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
            flows.Adjust(line, was, Measure.AdjustedIn, -1, segment.From, AdjustmentCause.Corrected);
            flows.Adjust(line, now, Measure.AdjustedIn, 1, segment.From, AdjustmentCause.Corrected);
            return;
        }

        flows.TakeBack(line, was, segment.EnteredBy, segment.From, null, segment.CameFrom, AdjustmentCause.Corrected);
        flows.Count(line, now, segment.EnteredBy, segment.From, null, segment.CameFrom, AdjustmentCause.Corrected);
    }

    /// <summary>The segment that continues: of an exit that was revoked, or of a by-reference case whose successor left.</summary>
    private RecountSegment? Continued(RecountLine line, RegistrationNumber number) =>
        line.Event switch
        {
            "exitRevoked" => segments.Ended(number, Measure.Exited),
            "unlinked" or "enteredInError" or "registrationRevoked" or "numberCorrected" or "importUndone" => segments.Ended(
                number,
                Measure.BecameOrdinary
            ),
            _ => null,
        };

    private RecountSegment? OpenSegment(PersonId person, RegistrationNumber number)
    {
        if (segments.Open(person, number) is { } open)
            return open;
        Inconsistencies++;
        return null;
    }

    private static string Peer(StatisticalStatus other) => $"{other.Region}/{EnumName.Of(other.Block)}";
}
