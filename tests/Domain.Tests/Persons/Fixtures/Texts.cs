namespace Grid.Domain.Tests.Persons;

/// <summary>Free texts for random commands: lawful ones, forbidden ones and rubbish. All lawful ones hold <see cref="Mark"/>.</summary>
internal static class Texts
{
    public const string Mark = "私密记号";

    private static readonly string[] Pool =
    [
        $"{Mark}:经办人与本人核对",
        $"{Mark}本人到窗口说明情况",
        $"{Mark} checked with the person",
        $"{Mark}已入职新单位",
        "",
        " \u200b ",
        "资料不全",
        "连续三次拒绝服务",
        new string('长', 501),
        "\u0001",
        "\ud800",
    ];

    public static string Any(Dice d, int salt) => d.Rarely(salt + 20) ? d.Of(Pool, salt) : Pool[(d.A + salt) % 4];
}
