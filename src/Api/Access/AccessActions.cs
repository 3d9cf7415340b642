using Grid.Api.Problems;
using Grid.Api.Security;

namespace Grid.Api.Access;

/// <summary>What entries of the access log are about: the operations of the role matrix, and what happens beside the API.</summary>
internal static class AccessActions
{
    /// <summary>Signing in to the pages.</summary>
    public const string SignIn = "pages.sign-in";

    /// <summary>Signing out of the pages.</summary>
    public const string SignOut = "pages.sign-out";

    /// <summary>Opening a page.</summary>
    public const string OpenPage = "pages.open";

    /// <summary>Different operations, of which one entry gives the number.</summary>
    public const string Several = "several";

    private static readonly Dictionary<string, Words> Others = new(StringComparer.Ordinal)
    {
        [SignIn] = new("登录控制台", "Sign in to the pages"),
        [SignOut] = new("退出控制台", "Sign out of the pages"),
        [OpenPage] = new("打开控制台页面", "Open a page"),
        [Several] = new("多种操作", "Several operations"),
    };

    public static bool IsKnown(string action, RoleMatrix matrix) => matrix.Knows(action) || Others.ContainsKey(action);

    /// <summary>What an action is called; null for one that is no longer offered.</summary>
    public static Words? WordsOf(string action, RoleMatrix matrix) =>
        matrix.Rows.FirstOrDefault(row => row.Operation == action) is { } row
            ? new Words(row.Zh, row.En)
            : Others.GetValueOrDefault(action);
}
