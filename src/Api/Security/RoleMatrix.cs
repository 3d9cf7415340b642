using System.Collections.Frozen;
using System.Text.Json;
using Grid.Api.Hosting;
using Grid.Domain.Persons;

namespace Grid.Api.Security;

/// <summary>
/// Role × operation: who may do what, from the file <c>data/api/roles.json</c>. What exactly a caller sees is cut further by the region
/// tree.
/// </summary>
internal sealed class RoleMatrix
{
    public const string Anyone = "anyone";

    private static readonly Lazy<RoleMatrix> LazyBuiltIn = new(() => Read(ApiData.Read("roles.json")));

    private readonly FrozenDictionary<string, FrozenSet<Role>> allowed;
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
    }

    /// <summary>The matrix that ships with the register.</summary>
    public static RoleMatrix BuiltIn => LazyBuiltIn.Value;

    /// <summary>The rows, in the order of the file.</summary>
    public IReadOnlyList<RoleMatrixRow> Rows { get; }

    /// <summary>Reads a matrix; an operation that stands twice or a role that is none is an error.</summary>
    public static RoleMatrix Read(string json) =>
        new(
            JsonSerializer.Deserialize<RoleMatrixRow[]>(json, Requests.ApiJson.Options)
                ?? throw new InvalidDataException("roles.json is empty.")
        );

    public bool Knows(string operation) => allowed.ContainsKey(operation);

    /// <summary>Whether it needs no token.</summary>
    public bool IsOpen(string operation) => open.Contains(operation);

    public bool Allows(string operation, Role role) =>
        IsOpen(operation) || (allowed.TryGetValue(operation, out var roles) && roles.Contains(role));

    /// <summary>The roles that may, as tokens write them.</summary>
    public IReadOnlyList<string> RolesOf(string operation) =>
        allowed.TryGetValue(operation, out var roles) ? [.. roles.Select(RoleNames.Of).Order(StringComparer.Ordinal)] : [];
}
