using System.Security.Claims;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Regions;

namespace Grid.Console.SignIn;

/// <summary>One of the pages.</summary>
/// <param name="Policy">Name of its policy, and the last part of its address.</param>
/// <param name="Operation">The operation of the role matrix that it rests on: who may do that sees the page.</param>
internal sealed record PageEntry(string Policy, string Href, Words Title, string Operation)
{
    public IReadOnlyList<string> Roles { get; } =
    [
        .. PagesSignIn
            .Roles.Where(role => RoleMatrix.BuiltIn.Knows(Operation) && RoleMatrix.BuiltIn.Allows(Operation, role))
            .Select(RoleNames.Of),
    ];

    public bool Allows(ClaimsPrincipal user) =>
        user.FindFirst("role") is { } role
        && Roles.Contains(role.Value)
        && (!RoleMatrix.BuiltIn.IsForProvince(Operation) || OfficeCode.IsOfProvince(user.FindFirst("office")?.Value));
}
