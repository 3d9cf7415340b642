using System.Text.Json;

namespace Grid.Api.Requests;

/// <summary>
/// The name of a JSON member, as far as it may be repeated to the sender: a name that could itself be personal (digits, other scripts) is
/// not.
/// </summary>
internal static class MemberName
{
    private const int Longest = 40;

    public static string? Of(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string Show(string? name) =>
        name is { Length: > 0 and <= Longest }
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && name.Count(char.IsAsciiDigit) < 6
            ? name
            : "(unreadable name)";
}
