using System.Globalization;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Api.Licences;

/// <summary>A page of items that are not tried again by themselves.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record LicenceItemsView(IReadOnlyList<LicenceItemLine> Items, string? Next);

/// <summary>An item for the licence platform that was given up.</summary>
/// <param name="Registration">The registration that the certificate is of.</param>
/// <param name="About">What happened: <c>issued</c>, <c>replaced</c>, <c>revoked</c>, <c>ended</c>, <c>restored</c> or <c>holderCorrected</c>.</param>
/// <param name="Error">Why; nothing personal.</param>
/// <param name="Resend">Where it is put back to be sent.</param>
/// <param name="Settlement">Where it is taken off the list without sending it.</param>
public sealed record LicenceItemLine(
    string Id,
    string Registration,
    [NamesOf<LicenceEvent>] string About,
    string Office,
    int Attempts,
    string Error,
    DateTimeOffset Since,
    string Resend,
    string Settlement
)
{
    internal static LicenceItemLine Of(GivenUpMessage message)
    {
        var id = message.Id.ToString(CultureInfo.InvariantCulture);
        return new LicenceItemLine(
            id,
            message.Subject,
            message.About,
            message.Office,
            message.Attempts,
            message.Reason,
            message.Since,
            $"/v1/licence-items/{id}/resend",
            $"/v1/licence-items/{id}/settlement"
        );
    }
}

/// <summary>Takes an item off the list without sending it.</summary>
public sealed record LicenceSettlementBody : IRequest<LicenceSettlementBody>
{
    /// <summary>True: the platform has it another way. False: it need not have it.</summary>
    public bool? ByHand { get; init; }

    public static LicenceSettlementBody Example { get; } = new() { ByHand = true };

    internal bool Read(Fields fields)
    {
        if (ByHand is null)
            fields.Wrong("byHand", FieldCodes.Required);

        fields.ThrowIfWrong();
        return ByHand!.Value;
    }
}

/// <summary>A page of days, the latest first.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record LicenceDaysView(IReadOnlyList<LicenceDayView> Items, string? Next);

/// <summary>A day that was compared with the platform's list.</summary>
/// <param name="There">How many certificates the platform listed.</param>
public sealed record LicenceDayView(DateOnly Day, DateTimeOffset ComparedAt, int There, IReadOnlyList<LicenceDifferenceView> Differences)
{
    internal static LicenceDayView Of(LicenceDay day) =>
        new(
            day.Day,
            day.ComparedAt,
            day.There,
            [.. day.Differences.Select(one => new LicenceDifferenceView(one.Certificate, one.Difference, one.There, one.Here, one.Settled))]
        );
}

/// <summary>A certificate that is not the same on both sides.</summary>
/// <param name="Difference">
/// <c>missingThere</c>: the platform confirmed it and does not list it; <c>unknownHere</c>: it lists one that the register never sent;
/// <c>differs</c>: another status.
/// </param>
/// <param name="There">The status at the platform.</param>
/// <param name="Here">The status that it confirmed.</param>
/// <param name="Settled"><c>sentAgain</c> by the register; absent where an operator must look.</param>
public sealed record LicenceDifferenceView(
    string Certificate,
    [Among("LicenceDifferenceKind")] string Difference,
    string? There,
    string? Here,
    string? Settled
);

/// <summary>The latest backfill.</summary>
/// <param name="Latest">Absent where none was ever ordered.</param>
public sealed record LicenceBackfillsView(LicenceBackfillView? Latest);

/// <summary>How far a backfill is.</summary>
/// <param name="Walked">Registrations that were looked at.</param>
/// <param name="Made">Items that were written.</param>
/// <param name="Unread">Registrations whose record could not be read.</param>
/// <param name="EndedAt">Absent while it runs.</param>
public sealed record LicenceBackfillView(
    string OrderedBy,
    DateTimeOffset OrderedAt,
    long Walked,
    long Made,
    long Unread,
    DateTimeOffset? EndedAt
)
{
    internal static LicenceBackfillView Of(LicenceBackfill found) =>
        new(found.OrderedBy, found.OrderedAt, found.Walked, found.Made, found.Unread, found.EndedAt);
}
