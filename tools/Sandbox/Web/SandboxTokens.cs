using Grid.Admin.Tokens;
using Grid.Api.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Sandbox.Web;

/// <summary>
/// Tokens without a provider, as development has them. They live by the machine's clock: one that was issued before the clock was moved is as
/// good after it.
/// </summary>
internal sealed class SandboxTokens(string keyFile, TimeProvider machine)
{
    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly byte[] key = DevelopmentKey.ReadOrCreate(keyFile);

    public static IReadOnlyList<DevelopmentRole> Roles { get; } = [.. DevelopmentRole.OfPersons, .. DevelopmentRole.OfSystems];

    public static DevelopmentRole? RoleOf(string? name) => Roles.FirstOrDefault(role => role.IsCalled(name));

    public string Sign(string role, string? office, TimeSpan? lifetime = null, string? subject = null)
    {
        var known = RoleOf(role) ?? throw new ArgumentOutOfRangeException(nameof(role), role, "no such role");
        var of = known.NeedsOffice ? office : null;
        var now = machine.GetUtcNow();
        return new DevelopmentToken(
            subject ?? (of is null ? $"sandbox-{known.Code}" : $"sandbox-{known.Code}-{of}"),
            known.Title,
            known.Code,
            of,
            now,
            now + (lifetime ?? Lifetime)
        ).Sign(key);
    }

    /// <summary>Whether the header carries a token that the register inside accepts, of whatever role.</summary>
    public async Task<TokenValidationResult?> CheckAsync(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return null;
        return await new JsonWebTokenHandler().ValidateTokenAsync(
            authorization[Scheme.Length..].Trim(),
            new TokenValidationParameters
            {
                ValidIssuer = DevelopmentToken.Issuer,
                ValidAudience = DevelopmentToken.UsualAudience,
                ValidTypes = [DevelopmentToken.AccessTokenType],
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                IssuerSigningKey = new SymmetricSecurityKey(key),
                RequireExpirationTime = true,
            }
        );
    }
}
