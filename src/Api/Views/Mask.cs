using System.Text.RegularExpressions;
using Grid.Api.Requests;
using Grid.Domain.Codes;

namespace Grid.Api.Views;

/// <summary>What sensitive values look like without a reveal.</summary>
internal static partial class Mask
{
    /// <summary>The code of the reason; 70 (released from prison) shows as 90 (other), as in the statistics.</summary>
    public static string Reason(UnemploymentReason reason) =>
        ListCodes.Of(CodeListIds.UnemploymentReason, reason == UnemploymentReason.ReleasedFromPrison ? UnemploymentReason.Other : reason);

    /// <summary>A free text with every longer run of digits taken out: somebody may have written a number into it.</summary>
    public static string? Text(string? text) => text is null ? null : Digits().Replace(Domain.Text.Nfkc.Normalize(text), "***");

    [GeneratedRegex(@"[0-9](?:[\s.\-]{0,2}[0-9]){5,}[\s.\-]{0,2}[0-9Xx]", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
