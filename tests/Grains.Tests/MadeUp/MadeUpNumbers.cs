using Grid.Domain.Identity;

namespace Grid.Grains.Tests.MadeUp;

/// <summary>
/// Citizen numbers, each used once in this process, with a correct check digit and a region code that does not exist.
/// </summary>
public static class MadeUpNumbers
{
    private static int last;

    public static IdentityNumber Next(DateOnly? birthDate = null)
    {
        var serial = Interlocked.Increment(ref last);
        var born = birthDate ?? new DateOnly(1970, 1, 1).AddDays(serial / 999);
        var digits = $"360199{born:yyyyMMdd}{1 + (serial % 999):000}";
        return "0123456789X"
            .Select(check => IdentityNumber.TryParse(digits + check, out var number, out _) ? number : null)
            .First(number => number is not null)!;
    }
}
