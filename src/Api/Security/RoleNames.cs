using System.Text.Json;
using Grid.Domain.Persons.Deciding;

namespace Grid.Api.Security;

/// <summary>Roles as tokens and the matrix write them: <c>security-administrator</c>.</summary>
internal static class RoleNames
{
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    public static Role? Find(string? name)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (Of(role) == name)
            {
                return role;
            }
        }

        return null;
    }
}
