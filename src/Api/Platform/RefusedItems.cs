using System.Globalization;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Platform;

/// <summary>An item that waits for an operator.</summary>
/// <param name="Key">Under which the platform knows it, or would.</param>
/// <param name="On">The day that it belongs to.</param>
/// <param name="ByHand">The platform has no interface for it: report it by hand, then settle it.</param>
/// <param name="Code">Of the refusal: the platform's, or <c>mapping</c> where the register itself found that a value cannot be
/// sent.</param>
/// <param name="Error">In the platform's words, or the register's own in the language asked for, with longer numbers masked.</param>
/// <param name="HeldBack">Later items of the person that wait for it.</param>
/// <param name="PersonId">Absent of the result of an application that was settled without a record.</param>
/// <param name="Person">Address of the record, for who may read persons; absent likewise.</param>
public sealed record RefusedItemLine(
    string Id,
    string? PersonId,
    string Region,
    [NamesOf<PlatformItemKind>] string Kind,
    string Key,
    DateOnly On,
    bool ByHand,
    string? Code,
    string Error,
    DateTimeOffset Since,
    int Attempts,
    int HeldBack,
    string? Person,
    string Resend,
    string Settlement
)
{
    internal static RefusedItemLine Of(RefusedItem item, Language language)
    {
        var id = item.Id.ToString(CultureInfo.InvariantCulture);
        return new RefusedItemLine(
            id,
            item.Person.IsNobody ? null : item.Person.ToString(),
            item.Region,
            EnumName.Of(item.Kind),
            item.Key,
            item.On,
            item.ByHand,
            item.ReasonCode,
            Mask.Text(RefusalWords.Of(item.Reason, language))!,
            item.At,
            item.Attempts,
            item.HeldBack,
            item.Person.IsNobody ? null : $"/v1/persons/{item.Person}",
            $"/v1/platform/refused-items/{id}/resend",
            $"/v1/platform/refused-items/{id}/settlement"
        );
    }
}

/// <summary>Orders that a refused item is sent again.</summary>
public sealed record ResendBody : IRequest<ResendBody>
{
    public string? Note { get; init; }

    /// <summary>True: with the content that the person's record gives now, under the old key. False or absent: as it was.</summary>
    public bool? Renew { get; init; }

    public static ResendBody Example { get; } = new() { Note = "已更正联系电话", Renew = true };

    internal (string Reason, bool Renew) Read(Fields fields)
    {
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return (reason!, Renew == true);
    }
}

/// <summary>Takes an item off the list without sending it.</summary>
public sealed record SettlementBody : IRequest<SettlementBody>
{
    public string? Note { get; init; }

    /// <summary>True: it was reported by hand. False: it need not be reported.</summary>
    public bool? ByHand { get; init; }

    public static SettlementBody Example { get; } = new() { Note = "已按平台要求书面报送", ByHand = true };

    internal (string Reason, bool ByHand) Read(Fields fields)
    {
        var reason = OrderBody.ReadNote(fields, Note);
        if (ByHand is null)
            fields.Wrong("byHand", FieldCodes.Required);

        fields.ThrowIfWrong();
        return (reason!, ByHand!.Value);
    }
}

/// <summary>What was ordered of an item.</summary>
/// <param name="Order"><c>resend</c>, <c>renew</c>, <c>skip</c> or <c>reportedByHand</c>.</param>
public sealed record ItemOrderView(string Id, [NamesOf<PlatformItemKind>] string Kind, [Among("ItemOrder")] string Order);

/// <summary>Makes a refused item again from the person's record as it is now.</summary>
internal sealed class ItemRenewal(CommandSender sender, IJournalReader journal, IReferenceData reference)
{
    private const int PageSize = 200;

    /// <summary>
    /// Null when there is no source for it; also when the person's number has become an alias since: the main record has another
    /// identity.
    /// </summary>
    public async Task<PlatformItem?> MakeAsync(RefusedItem item, CancellationToken cancelled)
    {
        if ((await sender.ReadFoundAsync(item.Person, cancelled))?.Record is not { } record || record.Id != item.Person)
            return null;

        var events = new List<RecordedEvent>();
        for (var after = 0L; ; )
        {
            var page = await journal.ReadAsync(item.Person, after, PageSize, cancelled);
            events.AddRange(page.Select(entry => new RecordedEvent(entry.Sequence, entry.Event, entry.Office, entry.Actor, entry.At)));
            if (page.Count < PageSize)
                return PlatformRenewal.Of(item.Key, record, events, reference.Offices);

            after = page[^1].Sequence;
        }
    }
}
