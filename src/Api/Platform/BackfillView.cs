using Grid.Api.Views;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>A backfill and how far it is.</summary>
/// <param name="From">First day of registration; absent from the beginning.</param>
/// <param name="Region">Leading digits of the regions; absent for all.</param>
/// <param name="Rate">Registrations a second at most.</param>
/// <param name="Backlog">It waits while as many items wait to be sent.</param>
/// <param name="Total">Registrations of its range when it began; absent before.</param>
/// <param name="Rows">Registrations that it has looked at.</param>
/// <param name="Made">Items that it made.</param>
/// <param name="PutBack">Items that the platform had accepted and that are sent again.</param>
/// <param name="Known">Items that were there, sent or waiting, and are left.</param>
/// <param name="Skipped">Registrations with nothing to tell: entered in error and never told, or of a person who was erased.</param>
/// <param name="Failed">Registrations of which nothing could be made.</param>
/// <param name="Day">The day of registration that it is at.</param>
/// <param name="Measured">Registrations a second, over the last minute; absent while it is not at work.</param>
/// <param name="SecondsLeft">At that speed; absent while it is not at work.</param>
/// <param name="MovedAt">When it last did something.</param>
public sealed record BackfillView(
    string Id,
    string Kind,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    bool Again,
    string Status,
    int Rate,
    int Backlog,
    long? Total,
    long Rows,
    long Made,
    long PutBack,
    long Known,
    long Skipped,
    long Failed,
    DateOnly? Day,
    double? Measured,
    long? SecondsLeft,
    string By,
    string Reason,
    DateTimeOffset OrderedAt,
    DateTimeOffset? MovedAt,
    DateTimeOffset? EndedAt
)
{
    internal static BackfillView Of(PlatformBackfill one)
    {
        var (range, counts) = (one.Range, one.Counts);
        var measured = one.Status == BackfillStatus.Running ? one.Measured : null;
        return new BackfillView(
            one.Id.ToString("N"),
            EnumName.Of(range.Kind),
            range.From,
            range.To,
            range.Region,
            range.Again,
            EnumName.Of(one.Status),
            one.Throttle.Rate,
            one.Throttle.Backlog,
            one.Total,
            counts.Rows,
            counts.Made,
            counts.PutBack,
            counts.Known,
            counts.Skipped,
            counts.Failed,
            one.Place?.Day,
            measured is { } speed ? Math.Round(speed, 1) : null,
            measured is > 0 && one.Total is { } total ? (long)Math.Ceiling(Math.Max(0, total - counts.Rows) / measured.Value) : null,
            one.By,
            Mask.Text(one.Reason)!,
            one.OrderedAt,
            one.MovedAt,
            one.EndedAt
        );
    }
}
