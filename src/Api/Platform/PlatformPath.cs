using System.Globalization;
using Grid.Api.Problems;

namespace Grid.Api.Platform;

/// <summary>Identifiers in the sync's addresses.</summary>
internal static class PlatformPath
{
    public static Guid BackfillId(string id) =>
        Guid.TryParseExact(id, "N", out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();

    public static long Id(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
}
