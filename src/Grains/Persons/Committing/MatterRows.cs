using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>
/// The rows of matters that differ between two records. Those that leave with their case are written where it arrives; those of a case that
/// was entered in error are closed.
/// </summary>
internal static class MatterRows
{
    private const string Prefilled = "prefilled";
    private const string Closed = "closed";

    public static IReadOnlyList<MatterRow> Of(
        PersonRecord before,
        PersonRecord after,
        IReadOnlyList<PersonEvent> events,
        OfficeDirectory offices
    )
    {
        if (
            ReferenceEquals(before.Application, after.Application)
            && ReferenceEquals(before.Registration, after.Registration)
            && ReferenceEquals(before.Past, after.Past)
            && ReferenceEquals(before.Prefilled, after.Prefilled)
        )
        {
            return [];
        }

        var was = Rows(before, offices);
        var now = Rows(after, offices);
        var gone = was.Where(row => !now.ContainsKey(row.Key)).Select(row => row.Value);
        if (!events.Any(e => e is EnteredInError))
            gone = gone.Where(row => row.State == Prefilled);
        return
        [
            .. now.Where(row => !was.TryGetValue(row.Key, out var old) || old != row.Value).Select(row => row.Value),
            .. gone.Select(row => row with { State = Closed }),
        ];
    }

    private static Dictionary<string, MatterRow> Rows(PersonRecord record, OfficeDirectory offices)
    {
        var rows = new Dictionary<string, MatterRow>(StringComparer.Ordinal);
        foreach (var (matter, office) in CaseMatters.Of(record))
        {
            rows[matter.Number] = new MatterRow(
                matter.Number,
                matter.Kind,
                EnumName.Of(matter.State),
                office,
                CountingUnits.Of(office, offices),
                matter.AskedOn,
                matter.AnswerDue,
                matter.Revision,
                matter.SystemReference
            );
        }

        foreach (var waiting in record.Prefilled)
        {
            var number = $"{Prefilled}:{EnumName.Of(waiting.Kind)}:{record.Id}";
            rows[number] = new MatterRow(
                number,
                waiting.Kind,
                Prefilled,
                waiting.Office,
                CountingUnits.Of(waiting.Office, offices),
                waiting.OpenedOn,
                waiting.LapsesOn.AddDays(-1),
                Revision: 0,
                waiting.SystemReference
            );
        }

        return rows;
    }
}
