using System.Text.Json.Nodes;
using Grid.Domain.Identity;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>Bodies of requests for made-up persons.</summary>
public static class MadeUpApplication
{
    public const string Office = "36010201";

    /// <summary>
    /// A citizen number with a right check digit, of a region that does not exist; another one for each serial up to a million.
    /// </summary>
    public static string Number(int serial)
    {
        var digits = $"360199{new DateOnly(1965, 1, 1).AddDays(serial / 999):yyyyMMdd}{1 + (serial % 999):000}";
        return "0123456789X".Select(check => digits + check).First(text => IdentityNumber.TryParse(text, out _, out _));
    }

    public static JsonObject Submit(string number) =>
        new()
        {
            ["identityNumber"] = number,
            ["name"] = "测试甲",
            ["channel"] = "offline",
            ["ground"] = "habitualResidence",
            ["reason"] = "21",
            ["unemployedOn"] = "2026-01-31",
            ["jobWishes"] = new JsonArray("1"),
            ["commitment"] = new JsonObject { ["textVersion"] = "2020-07", ["acceptedAt"] = "2026-02-01T09:30:00+08:00" },
            ["details"] = new JsonObject { ["telephone"] = "13800000000", ["health"] = "1" },
        };

    public static JsonObject IdentityConfirmed() =>
        new()
        {
            ["subject"] = "identity",
            ["outcome"] = "confirmed",
            ["evidence"] = new JsonObject { ["basis"] = "manualCheck", ["note"] = "checked at the counter" },
        };

    public static JsonObject Hired(DateOnly on) =>
        new()
        {
            ["reason"] = "11",
            ["on"] = $"{on:yyyy-MM-dd}",
            ["evidence"] = new JsonObject { ["basis"] = "personDeclaration" },
        };
}
