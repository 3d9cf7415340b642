namespace Grid.Domain.Identity;

/// <summary>ISO 7064 MOD 11-2, the check character of GB 11643-1999 (公民身份号码) and of the foreign card of 2023.</summary>
internal static class Mod112
{
    private static ReadOnlySpan<int> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The check character for the first 17 digits.</summary>
    public static char Check(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (digits[i] - '0') * Weights[i];
        }

        return "10X98765432"[sum % 11];
    }
}
