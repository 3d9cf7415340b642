namespace Grid.Domain.Numbers;

/// <summary>
/// ISO 7064 MOD 11,10: one check digit for a number of digits. It finds every single wrong digit and nearly every swap of neighbours.
/// </summary>
internal static class Mod1110
{
    /// <summary>The check digit to append.</summary>
    public static char Check(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + ((11 - product) % 10));
    }

    /// <summary>True if the last digit is the check digit of those before it.</summary>
    public static bool Fits(ReadOnlySpan<char> digits) => Check(digits[..^1]) == digits[^1];
}
