using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Grid.Api.Access;
using Grid.Api.Answers;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
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
    private readonly FrozenSet<string> provincial;

    private RoleMatrix(IReadOnlyList<RoleMatrixRow> rows)
    {
        Rows = rows;
        open = rows.Where(row => row.Roles.Contains(Anyone)).Select(row => row.Operation).ToFrozenSet();
        provincial = rows.Where(row => row.Province).Select(row => row.Operation).ToFrozenSet();
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

    /// <summary>Whether it is for callers of the whole province alone: without an office in their token, or with one of the province.</summary>
    public bool IsForProvince(string operation) => provincial.Contains(operation);

    /// <summary>The problems with which this operation in particular may refuse a request.</summary>
    public ImmutableArray<ProblemKind> RefusalsOf(string operation) => refusals.GetValueOrDefault(operation, []);

    public bool Allows(string operation, Role role) =>
        IsOpen(operation) || (allowed.TryGetValue(operation, out var roles) && roles.Contains(role));

    /// <summary>Whether a person of this office, or of none, may try it in this role; what exactly is reached is decided there.</summary>
    public bool Allows(string operation, Role role, string? office) =>
        Allows(operation, role) && (!IsForProvince(operation) || OfficeCode.IsOfProvince(office));

    /// <summary>The roles that may, as tokens write them.</summary>
    public IReadOnlyList<string> RolesOf(string operation) =>
        allowed.TryGetValue(operation, out var roles) ? [.. roles.Select(RoleNames.Of).Order(StringComparer.Ordinal)] : [];
}

/// <summary>One operation: who may use it, and with which problems it may refuse a request.</summary>
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

    /// <summary>True: it concerns the whole province, so an office below the province's may not, whatever the role.</summary>
    public bool Province { get; init; }
}

/// <summary>
/// Roles as the matrix writes them: <c>security-administrator</c>. A person's token has it as <c>role</c>. A machine's token has the role
/// <c>system</c>, and as <c>system</c> which of them it is.
/// </summary>
internal static class RoleNames
{
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>The roles that a token may have, and that the matrix may name: those of persons, then those of machines.</summary>
    public static IReadOnlyList<Role> OfTokens { get; } =
    [.. Enum.GetValues<Role>().Where(role => role is not (Role.System or Role.Applicant or Role.Anonymous))];

    /// <summary>The roles of persons.</summary>
    public static IReadOnlyList<Role> OfPersons { get; } = [.. OfTokens.Where(role => !MachineScope.IsMachine(role))];

    /// <summary>The role of this name in the matrix; null for one that no token may have.</summary>
    public static Role? Find(string? name) => Find(OfTokens, name);

    /// <summary>A person's role; null for another.</summary>
    public static Role? FindOfPerson(string? name) => Find(OfPersons, name);

    /// <summary>
    /// The role of a token; null for an unknown one. A machine that does not say which it is may do nothing: there is no system that may do
    /// everything.
    /// </summary>
    /// <param name="role">The claim <c>role</c>.</param>
    /// <param name="system">The claim <c>system</c>; a person's token has none.</param>
    /// <exception cref="ProblemException">The two do not fit.</exception>
    public static Role? OfToken(string? role, string? system) =>
        (role, system) switch
        {
            (DevelopmentToken.Machine, _) => Find(MachineScope.Roles, system)
                ?? throw new Problem(ProblemCatalogue.SystemNotKnown).AsException(),
            (_, null) => FindOfPerson(role),
            _ => throw new Problem(ProblemCatalogue.SystemNotKnown).AsException(),
        };

    private static Role? Find(IEnumerable<Role> among, string? name)
    {
        foreach (var role in among)
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
internal sealed class RoleCheck(RequestDelegate next, RoleMatrix matrix, IReferenceData reference, StaffSeen staff, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            await next(context);
            return;
        }

        var caller = Caller.Of(context.User, reference.Offices, clock.Today());
        context.Features.Set((caller ?? Caller.Anonymous) with { Address = DenialLog.AddressOf(context) });
        if (caller is null && !matrix.IsOpen(operation.Name))
        {
            await context.ChallengeAsync();
            return;
        }

        if (caller is not null && !matrix.Allows(operation.Name, caller.Actor.Role))
            throw new Problem(ProblemCatalogue.RoleNotAllowed) { Allowed = matrix.RolesOf(operation.Name) }.AsException();

        if (caller is { IsOfProvince: false } && matrix.IsForProvince(operation.Name))
            throw new Problem(ProblemCatalogue.ForProvince).AsException();

        if (caller is not null)
            staff.Note(caller.Actor, clock.Today());

        await next(context);
    }
}
