using System.Globalization;
using Grid.Api.Views;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;

namespace Grid.Api.Notices;

/// <summary>A message that could not be delivered.</summary>
/// <param name="Reason">What the gateway said.</param>
/// <param name="Retry">Where it is put back to be sent.</param>
public sealed record UndeliveredLine(
    string Id,
    string PersonId,
    string Kind,
    string Office,
    int Attempts,
    string Reason,
    DateTimeOffset Since,
    string Href,
    string Retry
)
{
    internal static UndeliveredLine Of(UndeliveredNotice notice)
    {
        var id = notice.Id.ToString(CultureInfo.InvariantCulture);
        return new UndeliveredLine(
            id,
            notice.Person.ToString(),
            EnumName.Of(notice.Kind),
            notice.Office,
            notice.Attempts,
            Mask.Text(notice.Reason)!,
            notice.Since,
            $"/v1/persons/{notice.Person}",
            $"/v1/notices/{id}/retry"
        );
    }
}
