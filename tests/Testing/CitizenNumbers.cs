using System.Globalization;
using Grid.Domain.Identity;

namespace Grid.Testing;

/// <summary>
/// Citizen numbers (公民身份号码) of people who do not exist, for all tests: their area code was never given to a place. The check character
/// is computed here and not by the code under test.
/// </summary>
public static class CitizenNumbers
{
    /// <summary>In province 36, of a prefecture that does not exist.</summary>
    public const string Area = "369999";

    private static int last;

    /// <summary>The same number for the same serial, another one for each: 999 for every day of birth.</summary>
    /// <param name="serial">0 to about ten million.</param>
    /// <param name="firstYear">The year in which the first 364,635 are born.</param>
    public static IdentityNumber Of(int serial, int firstYear = 1970) =>
        Of(new DateOnly(firstYear, 1, 1).AddDays(serial / 999), 1 + (serial % 999));

    /// <param name="birth">The day of birth.</param>
    /// <param name="sequence">1 to 999; odd for a man, even for a woman.</param>
    public static IdentityNumber Of(DateOnly birth, int sequence) =>
        IdentityNumber.Parse(Complete(string.Create(CultureInfo.InvariantCulture, $"{Area}{birth:yyyyMMdd}{sequence:D3}")));

    /// <summary>A number that was not given out before in this process.</summary>
    /// <param name="firstYear">The year in which the first of them are born.</param>
    public static IdentityNumber Next(int firstYear = 1970) => Of(Interlocked.Increment(ref last), firstYear);

    /// <summary>The same, with a day of birth; no more than 999 for one day.</summary>
    public static IdentityNumber NextBornOn(DateOnly birth) => Of(birth, 1 + (Interlocked.Increment(ref last) % 999));

    /// <summary>
    /// The digits with the check character of GB 11643: the only one that makes the sum, weighted with 2^(17-i) modulo 11, equal to 1.
    /// </summary>
    public static string Complete(string first17)
    {
        var sum = 0;
        foreach (var digit in first17)
            sum = (sum + digit - '0') * 2 % 11;
        var check = (12 - sum) % 11;
        return first17 + (check == 10 ? "X" : check.ToString(CultureInfo.InvariantCulture));
    }
}
