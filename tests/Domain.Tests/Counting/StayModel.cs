using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// The figures as one would say them in words, from what is known now about all registrations: each is a list of stays; the new ones of a
/// period are the stays that began as new on one of its days, and so on. It knows neither entries nor standings nor what was closed when,
/// and counts everything again each time.
/// </summary>
internal sealed class StayModel
{
    private readonly Dictionary<RegistrationNumber, List<Stay>> registrations = [];

    public IEnumerable<Stay> Stays => registrations.Values.SelectMany(s => s);

    public void Watch(SeenEvent seen)
    {
        var (before, after) = (seen.Before, seen.After);
        var today = ChinaTime.DateOf(seen.Context.Now);
        var (was, now) = (before.Registration, after.Registration);
        switch (seen.Event)
        {
            case Registered e:
                Begin(after, "new", e.Registration.RegisteredOn, null);
                break;
            case RegistrationImported { BaselineOn: null } e:
                Begin(after, "new", e.Registration.RegisteredOn, null);
                break;
            case RegistrationImported { BaselineOn: { } day }:
                Begin(after, "baseline", day, null);
                break;
            case PastRegistrationImported { Uncounted: false } e:
                Begin(after, e.Past.Registration, e.BaselineOn is null ? "new" : "baseline", e.BaselineOn ?? e.Case.RegisteredOn, null);
                var over = registrations[e.Past.Number][^1];
                over.Reason = e.Reason;
                End(over, "exited", e.On, null);
                break;
            case Exited e:
                var exited = Open(before);
                exited.Reason = e.Reason;
                End(exited, "exited", e.On, null);
                break;
            case ByReferenceEnded:
                End(Open(before), "becameOrdinary", today, null);
                break;
            case ImportUndone e:
                foreach (var number in e.Over.Where(registrations.ContainsKey))
                    NeverWas(number, today);
                if (e.Active is { } active)
                    NeverWas(active, today);
                StandsAgain(before, after, today);
                break;
            case ExitRevoked e when !registrations.ContainsKey(e.Number):
                Begin(after, "baseline", today, null);
                break;
            case ExitRevoked e:
                GoOn(after, registrations[e.Number][^1]);
                break;
            case LinkedTo when was is not null:
                End(Open(before), "link", today, null);
                break;
            case CaseTakenOver when now is not null && now.Number != was?.Number:
                if (was is not null)
                    End(Open(before), "becameOrdinary", today, null);
                Begin(after, "link", today, null);
                break;
            case CaseReturned when now is not null:
                Begin(after, "link", today, null);
                break;
            case NumberCorrected:
                if (was is not null && now?.Number != was.Number)
                    End(Open(before), "link", today, null);
                StandsAgain(before, after, today);
                break;
            case Unlinked:
                if (was is not null && now?.Number != was.Number)
                    End(Open(before), "link", today, null);
                StandsAgain(before, after, today);
                break;
            case EnteredInError:
                var wrong =
                    before.Registration?.Application == before.Application!.Number
                        ? before.Registration.Number
                        : before
                            .Past.FirstOrDefault(p =>
                                p.Registration.Application == before.Application.Number && p.Ending == PastEnding.Exited
                            )
                            ?.Number;
                if (wrong is not null)
                    NeverWas(wrong, today);
                StandsAgain(before, after, today);
                break;
            case RegistrationRevoked e:
                NeverWas(e.Number, today);
                StandsAgain(before, after, today);
                break;
            case RevocationUndone e when registrations[e.Number] is [.., { Left: "removed" } last]:
                GoOn(after, last);
                break;
            case RevocationUndone e:
                Begin(after, "new", now!.RegisteredOn, null);
                break;
        }

        if (was is not null && now is not null && was.Number == now.Number)
            Follow(after, today);
    }

    /// <summary>How many are registered at the end of a day, by sex, education and in all, as cells of the closing.</summary>
    public Figures Stock(Func<StayFacts, bool> where, DateOnly day)
    {
        var stock = new Figures();
        foreach (var stay in Stays.Where(s => where(s.Facts) && s.StandsAtEndOf(day)))
            Add(stock, stay.Facts, Measure.Closing);
        return stock;
    }

    /// <summary>The movements of a period other than adjustments.</summary>
    public Figures Flows(Func<StayFacts, bool> where, CountingPeriod period, bool exact)
    {
        var flows = new Figures();
        foreach (var stay in Stays.Where(s => where(s.Facts)))
        {
            if (period.First <= stay.From && stay.From <= period.Last)
                Came(flows, stay, exact);
            if (stay.To is { } to && period.First <= to && to <= period.Last)
                Went(flows, stay, to);
        }

        return flows;
    }

    private static void Came(Figures flows, Stay stay, bool exact)
    {
        var f = stay.Facts;
        if (stay.Came == "new")
        {
            Add(flows, f, Measure.New);
            flows.Add(new FigureCell(f.Block, Measure.New, Dimension.Reason, $"{(!exact && f.Reason == 70 ? 90 : f.Reason)}"), 1);
            flows.Add(new FigureCell(f.Block, Measure.New, Dimension.Ground, f.Ground), 1);
            flows.Add(new FigureCell(f.Block, Measure.New, Dimension.Channel, f.Channel), 1);
        }
        else if (stay.Came == "transferred")
        {
            Add(flows, f, Measure.TransferredIn);
            flows.Add(new FigureCell(f.Block, Measure.TransferredIn, Dimension.Peer, stay.CameFrom!), 1);
        }
    }

    private static void Went(Figures flows, Stay stay, DateOnly to)
    {
        var f = stay.Facts;
        switch (stay.Left)
        {
            case "exited":
                Add(flows, f, Measure.Exited);
                flows.Add(new FigureCell(f.Block, Measure.Exited, Dimension.ExitReason, $"{(int)stay.Reason!}"), 1);
                if ((int)stay.Reason! < 20 && f.HardshipFrom <= to && !(f.HardshipTo < to))
                    flows.Add(new FigureCell(f.Block, Measure.Exited, Dimension.HardshipReemployed, "all"), 1);
                break;
            case "becameOrdinary":
                Add(flows, f, Measure.BecameOrdinary);
                break;
            case "transferred":
                Add(flows, f, Measure.TransferredOut);
                flows.Add(new FigureCell(f.Block, Measure.TransferredOut, Dimension.Peer, stay.WentTo!), 1);
                break;
        }
    }

    private static void Add(Figures figures, StayFacts f, Measure measure)
    {
        figures.Add(new FigureCell(f.Block, measure, Dimension.Total, "all"), 1);
        figures.Add(new FigureCell(f.Block, measure, Dimension.Sex, $"{f.Sex}"), 1);
        figures.Add(new FigureCell(f.Block, measure, Dimension.Education, f.Education), 1);
    }

    private void Begin(PersonRecord record, string came, DateOnly on, string? from) => Begin(record, record.Registration!, came, on, from);

    private void Begin(PersonRecord record, Registration registration, string came, DateOnly on, string? from)
    {
        var number = registration.Number;
        if (!registrations.TryGetValue(number, out var stays))
            registrations.Add(number, stays = []);
        stays.Add(
            new Stay
            {
                Person = record.Id,
                Facts = FactsOf(record, registration),
                From = on,
                Came = came,
                CameFrom = from,
            }
        );
    }

    private static void End(Stay stay, string left, DateOnly on, string? to)
    {
        stay.To = on < stay.From ? stay.From : on;
        stay.Left = left;
        stay.WentTo = to;
    }

    private static void GoOn(PersonRecord record, Stay stay)
    {
        (stay.To, stay.Left, stay.WentTo, stay.Reason) = (null, null, null, null);
        stay.Person = record.Id;
        stay.Facts = FactsOf(record);
    }

    private Stay Open(PersonRecord record) => registrations[record.Registration!.Number].Single(s => s.To is null && s.Person == record.Id);

    private void NeverWas(RegistrationNumber number, DateOnly today)
    {
        var stays = registrations[number];
        var last = stays[^1];
        if (last.Came == "new")
        {
            stays.Remove(last);
            return;
        }

        End(last, "removed", today, null);
        last.Reason = null;
    }

    private void StandsAgain(PersonRecord before, PersonRecord after, DateOnly today)
    {
        if (after.Registration is not { } now || now.Number == before.Registration?.Number)
            return;
        if (registrations[now.Number][^1] is { Left: "becameOrdinary" } last)
            GoOn(after, last);
        else
            Begin(after, "link", today, null);
    }

    /// <summary>The same registration before and after: moved to another office or block, or with other facts.</summary>
    private void Follow(PersonRecord after, DateOnly today)
    {
        var stay = Open(after);
        var facts = FactsOf(after);
        if (facts.Office == stay.Facts.Office && facts.Block == stay.Facts.Block)
        {
            stay.Facts = facts;
            return;
        }

        var (from, to) = (Side(stay.Facts), Side(facts));
        End(stay, "transferred", today, to);
        Begin(after, "transferred", today, from);
    }

    private static string Side(StayFacts f) => $"{f.Region}/{char.ToLowerInvariant($"{f.Block}"[0])}{$"{f.Block}"[1..]}";

    private static StayFacts FactsOf(PersonRecord record) => FactsOf(record, record.Registration!);

    private static StayFacts FactsOf(PersonRecord record, Registration r)
    {
        var hardship = r.Service.Hardship;
        return new StayFacts(
            World.Offices.Find(r.Office)!.CountingUnit.Value,
            r.Office,
            r.ByReference is { } group
                    ? group switch
                    {
                        ByReferenceGroup.Graduate => CountBlock.ByReferenceGraduate,
                        ByReferenceGroup.UnemploymentSubsidy => CountBlock.ByReferenceSubsidy,
                        ByReferenceGroup.MigrantLivingSubsidy => CountBlock.ByReferenceMigrant,
                        _ => CountBlock.ByReferenceHongKongMacaoTaiwan,
                    }
                : r.Counted ? CountBlock.Urban
                : record.Identity!.Number.ExcludedFromStatistics ? CountBlock.DocumentNotCounted
                : CountBlock.Rural,
            (int)(record.Identity!.Sex ?? Sex.Unknown),
            record.Details?.Education ?? "none",
            (int)r.Reason,
            char.ToLowerInvariant($"{r.Ground}"[0]) + $"{r.Ground}"[1..],
            $"{r.Channel}".ToLowerInvariant(),
            hardship?.From,
            hardship?.To
        );
    }
}
