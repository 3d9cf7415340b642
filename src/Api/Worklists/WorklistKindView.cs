using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>Open duties of one kind, by bucket.</summary>
/// <param name="Kind">As in the address of its list.</param>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
/// <param name="Week">The last day is one of the next seven.</param>
/// <param name="Later">After those.</param>
public sealed record WorklistKindView(
    string Kind,
    string Zh,
    string En,
    long Overdue,
    long Today,
    long Week,
    long Later,
    long Total,
    string Href
)
{
    internal static WorklistKindView Of(DutyKind kind, Words words, IReadOnlyList<WorklistCount> counts)
    {
        long In(WorklistBucket bucket) => counts.Where(count => count.Kind == kind && count.Bucket == bucket).Sum(count => count.Count);
        var name = EnumName.Of(kind);
        var (overdue, today, week, later) = (
            In(WorklistBucket.Overdue),
            In(WorklistBucket.Today),
            In(WorklistBucket.Week),
            In(WorklistBucket.Later)
        );
        return new WorklistKindView(
            name,
            words.Zh,
            words.En,
            overdue,
            today,
            week,
            later,
            overdue + today + week + later,
            "/v1/worklists/" + name
        );
    }
}
