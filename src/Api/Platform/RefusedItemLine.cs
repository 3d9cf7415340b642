using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Views;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>An item that waits for an operator.</summary>
/// <param name="Key">Under which the platform knows it, or would.</param>
/// <param name="On">The day that it belongs to.</param>
/// <param name="ByHand">The platform has no interface for it: report it by hand, then settle it.</param>
/// <param name="Code">Of the refusal: the platform's, or <c>mapping</c> where the register itself found that a value cannot be
/// sent.</param>
/// <param name="Reason">In the platform's words, or the register's own in the language asked for, with longer numbers masked.</param>
/// <param name="HeldBack">Later items of the person that wait for it.</param>
/// <param name="PersonId">Absent of the result of an application that was settled without a record.</param>
/// <param name="Person">Address of the record, for who may read persons; absent likewise.</param>
public sealed record RefusedItemLine(
    string Id,
    string? PersonId,
    string Region,
    string Kind,
    string Key,
    DateOnly On,
    bool ByHand,
    string? Code,
    string Reason,
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
