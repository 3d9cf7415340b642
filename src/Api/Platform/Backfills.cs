using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>Orders the upload of registrations that the platform never received, or, with <c>again</c>, of all of them.</summary>
public sealed record BackfillBody : IRequest<BackfillBody>
{
    /// <summary>The day from which 79/2020 (七) requires all registrations.</summary>
    internal static readonly DateOnly FirstDay = new(2020, 3, 31);

    /// <summary>
    /// <c>registrations</c>: all that were registered on these days. <c>allValid</c>: those that are active or ended by an exit.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>
    /// First day of registration, inclusive. Absent: 2020-03-31 for <c>registrations</c>, from the beginning for <c>allValid</c>.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive. Absent: today.</summary>
    public string? To { get; init; }

    /// <summary>A region with all below it, where the registrations are held now; absent for all.</summary>
    public string? Region { get; init; }

    /// <summary>True: what the platform accepted already is sent again too, under the same keys; for a platform that lost it.</summary>
    public bool? Again { get; init; }

    /// <summary>Registrations a second at most; absent for 500.</summary>
    public int? Rate { get; init; }

    /// <summary>It pauses while this many items wait to be sent; 2,000 when absent.</summary>
    public int? Backlog { get; init; }

    public string? Note { get; init; }

    public static BackfillBody Example { get; } =
        new()
        {
            Kind = "registrations",
            From = "2020-03-31",
            To = "2020-12-31",
            Region = "360100",
            Again = false,
            Rate = 200,
            Backlog = 2000,
            Note = "补传平台上线前的失业登记",
        };

    internal (BackfillRange Range, BackfillThrottle Throttle, string Reason) Read(Fields fields, RegionTree regions)
    {
        var kind = fields.Name<BackfillKind>(Kind, "kind");
        var (from, to) = (fields.Date(From, "from"), fields.Date(To, "to"));
        if (to > fields.Today)
            fields.Wrong("to", FieldCodes.OutOfRange);

        from ??= kind == BackfillKind.Registrations ? FirstDay : null;
        to ??= fields.Today;
        if (from > to)
            fields.Wrong("from", FieldCodes.OutOfRange);

        var region = fields.Region(Region, "region");
        var known = region is not null && RegionCode.TryParse(region, out var code) ? regions.Known(code, fields.Today) : null;
        if (region is not null && known is null)
            fields.Wrong("region", FieldCodes.NotInList);

        var throttle = ThrottleBody.ReadThrottle(fields, Rate, Backlog, BackfillThrottle.Usual);
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        var prefix = known?.Code.Prefix;
        return (new BackfillRange(kind!.Value, from, to, string.IsNullOrEmpty(prefix) ? null : prefix, Again == true), throttle, reason!);
    }
}

/// <summary>How fast a backfill may go from now on. What is absent stays.</summary>
public sealed record ThrottleBody : IRequest<ThrottleBody>
{
    /// <summary>Registrations a second at most, 1 to 10,000.</summary>
    public int? Rate { get; init; }

    /// <summary>It pauses while this many items wait to be sent, 1 to 100,000.</summary>
    public int? Backlog { get; init; }

    public string? Note { get; init; }

    public static ThrottleBody Example { get; } =
        new()
        {
            Rate = 50,
            Backlog = 500,
            Note = "白天减速",
        };

    internal (int? Rate, int? Backlog, string Reason) Read(Fields fields)
    {
        if (Rate is null && Backlog is null)
            fields.Wrong("rate", FieldCodes.Required);

        ReadThrottle(fields, Rate, Backlog, BackfillThrottle.Usual);
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return (Rate, Backlog, reason!);
    }

    internal static BackfillThrottle ReadThrottle(Fields fields, int? rate, int? backlog, BackfillThrottle usual)
    {
        if (rate is < 1 or > BackfillThrottle.HighestRate)
            fields.Wrong("rate", FieldCodes.OutOfRange);

        if (backlog is < 1 or > BackfillThrottle.LargestBacklog)
            fields.Wrong("backlog", FieldCodes.OutOfRange);

        return new BackfillThrottle(rate ?? usual.Rate, backlog ?? usual.Backlog);
    }
}

/// <summary>A backfill and how far it is.</summary>
/// <param name="From">First day of registration; absent from the beginning.</param>
/// <param name="Region">Leading digits of the regions; absent for all.</param>
/// <param name="Rate">Registrations a second at most.</param>
/// <param name="Backlog">It pauses while this many items wait to be sent.</param>
/// <param name="Total">Registrations of its range when it began; absent before.</param>
/// <param name="Rows">Registrations processed.</param>
/// <param name="Made">Items that it made.</param>
/// <param name="PutBack">Items that the platform had accepted and that are sent again.</param>
/// <param name="Known">Items that were there, sent or waiting, and are left.</param>
/// <param name="Skipped">Registrations with nothing to report: entered in error and never reported, or of an erased person.</param>
/// <param name="Failed">Registrations of which nothing could be made.</param>
/// <param name="Day">The day of registration that it is at.</param>
/// <param name="Measured">Registrations a second, over the last minute; absent while it is not running.</param>
/// <param name="SecondsLeft">At that speed; absent while it is not running.</param>
/// <param name="MovedAt">When it last did something.</param>
public sealed record BackfillView(
    string Id,
    [NamesOf<BackfillKind>] string Kind,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    bool Again,
    [NamesOf<BackfillStatus>] string Status,
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
    string Note,
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

/// <summary>A backfill with the registrations that it could not process.</summary>
/// <param name="Failures">The first hundred registrations that could not be processed.</param>
public sealed record BackfillDetailView(BackfillView Backfill, IReadOnlyList<BackfillFailureLine> Failures)
{
    internal static BackfillDetailView Of(PlatformBackfill backfill, IEnumerable<BackfillFailure> failures) =>
        new(
            BackfillView.Of(backfill),
            [.. failures.Select(failure => new BackfillFailureLine(failure.Registration, failure.Trouble, failure.At))]
        );
}

/// <summary>A registration that a backfill could not process.</summary>
/// <param name="Trouble">Name of the error.</param>
public sealed record BackfillFailureLine(string Registration, string Trouble, DateTimeOffset At);

/// <summary>A page of backfills, the newest first.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record BackfillsView(IReadOnlyList<BackfillView> Items, string? Next);

/// <summary>A backfill that was ordered; its address tells how far it is.</summary>
public sealed record BackfillStartedView(
    string Id,
    [NamesOf<BackfillKind>] string Kind,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    bool Again,
    int Rate,
    int Backlog
);

/// <summary>What was ordered of a backfill.</summary>
/// <param name="Order"><c>pause</c>, <c>resume</c>, <c>cancel</c> or <c>throttle</c>.</param>
public sealed record BackfillOrderView(
    string Id,
    [Among("BackfillOrder")] string Order,
    string By,
    string Note,
    DateTimeOffset At,
    int? Rate,
    int? Backlog
);
