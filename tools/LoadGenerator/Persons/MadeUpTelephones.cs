using Grid.Domain.Identity;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>
/// Telephone numbers that ring nowhere: mobile ones begin with 154, which the numbering plan gives to no network, local ones with 0, which
/// no local number does.
/// </summary>
internal static class MadeUpTelephones
{
    public static TelephoneNumber Make(Dice dice) =>
        TelephoneNumber.Parse(dice.Chance(0.96) ? $"154{dice.Below(100_000_000):00000000}" : $"0791-0{dice.Below(10_000_000):0000000}");
}
