using System.Globalization;
using Grid.Api.Views;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>An application of the platform that could not be handed to a person's record.</summary>
/// <param name="Number">失业登记申请编号; absent when it came without one that can be used: then it cannot be tried again.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
/// <param name="Reason">Why, with longer numbers masked.</param>
public sealed record RefusedApplicationLine(string Id, string Region, string? Number, string? Field, string Reason, DateTimeOffset Since, string? Retry)
{
    internal static RefusedApplicationLine Of(RefusedApplication application)
    {
        var id = application.Id.ToString(CultureInfo.InvariantCulture);
        return new RefusedApplicationLine(
            id, application.Region, application.Number, application.Field, Mask.Text(application.Reason)!, application.At,
            application.Number is null ? null : $"/v1/platform/refused-applications/{id}/retry");
    }
}
