using System.Text.Json;
using Grid.Domain.Persons;

namespace Grid.Api.Security;

/// <summary>Roles as tokens and the matrix write them: <c>security-administrator</c>.</summary>
internal static class RoleNames
{
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>The roles that a token may have, and that the matrix may name.</summary>
    public static IReadOnlyList<Role> OfTokens { get; } =
    [.. Enum.GetValues<Role>().Where(role => role is not (Role.Applicant or Role.Anonymous))];

    /// <summary>The role of a token; null for what is none, or is none that a token may have.</summary>
    public static Role? Find(string? name)
    {
        foreach (var role in OfTokens)
        {
            if (Of(role) == name)
            {
                return role;
            }
        }

        return null;
    }
}
