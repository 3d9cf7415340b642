namespace Grid.Api.Security;

/// <summary>One row of the role matrix.</summary>
/// <param name="Operation">The operation, <c>resource.verb</c>.</param>
/// <param name="Roles">The roles that may, or <c>anyone</c>.</param>
/// <param name="Zh">What it is.</param>
/// <param name="En">What it is.</param>
internal sealed record RoleMatrixRow(string Operation, IReadOnlyList<string> Roles, string Zh, string En);
