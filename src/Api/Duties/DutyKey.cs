using System.Text.RegularExpressions;
using Grid.Api.Problems;

namespace Grid.Api.Duties;

/// <summary>The key of a duty in an address: <c>review</c>, <c>followUp:2026-12</c>.</summary>
internal static partial class DutyKey
{
    public static string Require(string key) =>
        Key().IsMatch(key) ? key : throw Problem.Fields(new FieldError("path.key", FieldCodes.BadCode)).AsException();

    [GeneratedRegex(@"^[A-Za-z]{1,30}(:[A-Za-z0-9-]{1,40})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
