using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Views;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>An application of the platform that could not be handed to a person's record.</summary>
/// <param name="Number">失业登记申请编号; absent when it came without one that can be used: then it cannot be tried again.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
/// <param name="Reason">Why, in the language of the request where the rules refused it; longer numbers are masked.</param>
public sealed record RefusedApplicationLine(
    string Id,
    string Region,
    string? Number,
    string? Field,
    string Reason,
    DateTimeOffset Since,
    string? Retry
)
{
    internal static RefusedApplicationLine Of(RefusedApplication application, Language language)
    {
        var id = application.Id.ToString(CultureInfo.InvariantCulture);
        return new RefusedApplicationLine(
            id,
            application.Region,
            application.Number,
            application.Field,
            Mask.Text(RefusalWords.Of(application.Reason, language))!,
            application.At,
            application.Number is null ? null : $"/v1/platform/refused-applications/{id}/retry"
        );
    }
}
