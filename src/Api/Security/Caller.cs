using System.Collections.Frozen;
using System.Reflection;
using System.Security.Claims;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Security;

/// <summary>
/// Who sent the request, by the token: put beside the request once the role has been checked, and taken by handlers as a parameter.
/// </summary>
internal sealed record Caller(Actor Actor, Office? Office)
{
    /// <summary>Characters. A token with a longer subject is none.</summary>
    internal const int LongestSubject = 100;

    /// <summary>Of a token with two of one, different readers could take different ones: it is none.</summary>
    private static readonly string[] OneOfEach = ["sub", "role", "system", "office"];

    /// <summary>
    /// Codes of the offices that have ended and were taken over by the caller's own, or, for a supervisor, by one below: what they hold or
    /// once held is the caller's to see.
    /// </summary>
    public IReadOnlySet<string> TakenOver { get; init; } = FrozenSet<string>.Empty;

    /// <summary>
    /// The caller's token names no office, or one of the province itself. All others reach no further than the region of their office.
    /// </summary>
    public bool IsOfProvince => OfficeCode.IsOfProvince(Office?.Code.Value);

    /// <summary>The client's address, for the access log.</summary>
    public string? Address { get; init; }

    /// <summary>Whether this request is on the access log already.</summary>
    public bool IsLogged { get; set; }

    /// <summary>A caller without a token, at an address that needs none.</summary>
    public static Caller Anonymous { get; } = new(new Actor("anonymous", Role.Anonymous, null), null);

    /// <summary>The caller of a token's claims; null when the token has no subject or no role of ours.</summary>
    public static Caller? Of(ClaimsPrincipal user, OfficeDirectory offices, DateOnly today)
    {
        if (
            user.Identity is not { IsAuthenticated: true }
            || user.FindFirstValue("sub") is not { Length: > 0 and <= LongestSubject } subject
            || OneOfEach.Any(claim => user.FindAll(claim).Skip(1).Any())
            || RoleNames.OfToken(user.FindFirstValue("role"), user.FindFirstValue("system")) is not { } role
        )
        {
            return null;
        }

        var code = user.FindFirstValue("office");
        var office = offices.Find(code);
        var needsOffice = role is Role.Clerk or Role.Supervisor or Role.OfficeSystem;
        if (office is null && (needsOffice || !string.IsNullOrEmpty(code)))
            throw new Problem(ProblemCatalogue.OfficeNotKnown).AsException();

        return new Caller(new Actor(subject, role, office?.Code.Value), office)
        {
            TakenOver = office is null
                ? FrozenSet<string>.Empty
                : offices
                    .TakenOverBy(next => role == Role.Clerk ? next.Code == office.Code : next.Region.IsWithin(office.Region), today)
                    .Select(ended => ended.Code.Value)
                    .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Called by the framework.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Caller>());
    }
}
