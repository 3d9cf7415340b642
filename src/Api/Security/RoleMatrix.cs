using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Security;

/// <summary>
/// The operations: who may do what, and how each may be refused, from the file <c>data/api/roles.json</c>. What exactly a caller sees is
/// limited further by the region tree.
/// </summary>
internal sealed class RoleMatrix
{
    public const string Anyone = "anyone";

    private static readonly Lazy<RoleMatrix> LazyBuiltIn = new(() => Read(EmbeddedData.Read("api/roles.json")));

    private readonly FrozenDictionary<string, FrozenSet<Role>> allowed;
    private readonly FrozenDictionary<string, ImmutableArray<ProblemKind>> refusals;
    private readonly FrozenSet<string> open;

    private RoleMatrix(IReadOnlyList<RoleMatrixRow> rows)
    {
        Rows = rows;
        open = rows.Where(row => row.Roles.Contains(Anyone)).Select(row => row.Operation).ToFrozenSet();
        allowed = rows.ToFrozenDictionary(
            row => row.Operation,
            row =>
                row.Roles.Where(role => role != Anyone)
                    .Select(role =>
                        RoleNames.Find(role)
                        ?? throw new InvalidDataException($"roles.json: {row.Operation} names a role that is none: {role}.")
                    )
                    .ToFrozenSet()
        );
        refusals = rows.ToFrozenDictionary(
            row => row.Operation,
            row =>
                row.Refusals.Select(code =>
                        ProblemCatalogue.Find(code)
                        ?? throw new InvalidDataException($"roles.json: {row.Operation} names a refusal that is none: {code}.")
                    )
                    .ToImmutableArray()
        );
    }

    /// <summary>The matrix that ships with the register.</summary>
    public static RoleMatrix BuiltIn => LazyBuiltIn.Value;

    /// <summary>The rows, in the order of the file.</summary>
    public IReadOnlyList<RoleMatrixRow> Rows { get; }

    /// <summary>Reads a matrix. A repeated operation, an unknown role and a refusal that the catalogue does not have are errors.</summary>
    /// <exception cref="DataFileException">The file is not a matrix.</exception>
    public static RoleMatrix Read(DataFile file) => new(file.As<RoleMatrixRow[]>());

    public bool Knows(string operation) => allowed.ContainsKey(operation);

    /// <summary>Whether it needs no token.</summary>
    public bool IsOpen(string operation) => open.Contains(operation);

    /// <summary>The problems with which this operation in particular may refuse a request.</summary>
    public ImmutableArray<ProblemKind> RefusalsOf(string operation) => refusals.GetValueOrDefault(operation, []);

    public bool Allows(string operation, Role role) =>
        IsOpen(operation) || (allowed.TryGetValue(operation, out var roles) && roles.Contains(role));

    /// <summary>The roles that may, as tokens write them.</summary>
    public IReadOnlyList<string> RolesOf(string operation) =>
        allowed.TryGetValue(operation, out var roles) ? [.. roles.Select(RoleNames.Of).Order(StringComparer.Ordinal)] : [];
}

/// <summary>One operation: everything about it that is not in the code of its route.</summary>
/// <param name="Operation">The operation, <c>resource.verb</c>.</param>
/// <param name="Roles">The roles that may, or <c>anyone</c>.</param>
/// <param name="Zh">What it is.</param>
/// <param name="En">What it is.</param>
internal sealed record RoleMatrixRow(string Operation, IReadOnlyList<string> Roles, string Zh, string En)
{
    /// <summary>
    /// Codes of the problems with which this operation in particular may refuse a request. Those that follow from its kind (a wrong field,
    /// a missing key, a role that may not) are not listed.
    /// </summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}

/// <summary>Roles as tokens and the matrix write them: <c>security-administrator</c>.</summary>
internal static class RoleNames
{
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>The roles that a token may have, and that the matrix may name.</summary>
    public static IReadOnlyList<Role> OfTokens { get; } =
    [.. Enum.GetValues<Role>().Where(role => role is not (Role.Applicant or Role.Anonymous))];

    /// <summary>The role of a token; null for an unknown role, or one that a token may not have.</summary>
    public static Role? Find(string? name)
    {
        foreach (var role in OfTokens)
        {
            if (Of(role) == name)
                return role;
        }

        return null;
    }
}

/// <summary>
/// Lets a request to an operation through only when the matrix allows its role. Runs before anything of the body is read, and puts the
/// <see cref="Caller"/> beside the request.
/// </summary>
internal sealed class RoleCheck(RequestDelegate next, RoleMatrix matrix, IReferenceData reference, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            await next(context);
            return;
        }

        var caller = Caller.Of(context.User, reference.Offices, clock.Today());
        if (caller is null && !matrix.IsOpen(operation.Name))
        {
            await context.ChallengeAsync();
            return;
        }

        if (caller is not null && !matrix.Allows(operation.Name, caller.Actor.Role))
            throw new Problem(ProblemCatalogue.RoleNotAllowed) { Allowed = matrix.RolesOf(operation.Name) }.AsException();

        context.Features.Set(caller ?? Caller.Anonymous);
        await next(context);
    }
}
