using System.Globalization;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>
/// Who acts for the applicant: somebody whom the person has asked (代办人), or a guardian (监护人). No paper is asked for it but the identity
/// document (79/2020 (二)).
/// </summary>
public sealed record RepresentativeBody
{
    /// <summary>Code list representative-kind.</summary>
    [CodesOf(CodeListIds.RepresentativeKind)]
    public string? Kind { get; init; }

    public string? Name { get; init; }

    /// <summary>Of the representative, not of the applicant; optional.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Optional.</summary>
    public string? Telephone { get; init; }

    /// <summary>To the applicant, in words: 配偶, 社区工作人员 …</summary>
    public string? Relationship { get; init; }

    /// <summary>Code list representative-scope; at least one.</summary>
    [CodesOf(CodeListIds.RepresentativeScope)]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The last day, inclusive, at most a year ahead; only a guardian may have none.</summary>
    public string? Until { get; init; }

    internal static Representative? Read(RepresentativeBody? body, string at, Fields fields)
    {
        if (body is null)
            return null;
        var kind = fields.Coded<RepresentativeKind>(body.Kind, at + "kind", CodeListIds.RepresentativeKind);
        var name = fields.Value<PersonName, PersonNameError>(body.Name, at + "name", PersonName.TryParse);
        var number = fields.Value<IdentityNumber, IdentityNumberError>(
            body.IdentityNumber,
            at + "identityNumber",
            Domain.Identity.IdentityNumber.TryParse,
            required: false
        );
        var telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(
            body.Telephone,
            at + "telephone",
            TelephoneNumber.TryParse,
            required: false
        );
        var relationship = fields.Text(body.Relationship, at + "relationship", FieldLimits.Line, required: true);
        if (body.Scopes is not { Count: > 0 })
            fields.Wrong(at + "scopes", FieldCodes.Required);
        var scopes = (body.Scopes ?? [])
            .Select(
                (scope, i) =>
                    fields.Coded<RepresentativeScope>(
                        scope,
                        string.Create(CultureInfo.InvariantCulture, $"{at}scopes[{i}]"),
                        CodeListIds.RepresentativeScope
                    )
            )
            .OfType<RepresentativeScope>()
            .Distinct()
            .ToList();
        var until = fields.Date(body.Until, at + "until");
        return kind is { } known && name is not null && relationship is not null && scopes.Count > 0
            ? new Representative
            {
                Kind = known,
                Name = name,
                Number = number,
                Telephone = telephone,
                Relationship = relationship,
                Scopes = scopes,
                Until = until,
            }
            : null;
    }

    /// <summary>In full, for a reveal.</summary>
    internal static RepresentativeBody? InFull(Representative? one) =>
        one is null
            ? null
            : new RepresentativeBody
            {
                Kind = ListCodes.Of(CodeListIds.RepresentativeKind, one.Kind),
                Name = one.Name.Value,
                IdentityNumber = one.Number?.Value,
                Telephone = one.Telephone?.Value,
                Relationship = one.Relationship,
                Scopes = [.. one.Scopes.Select(scope => ListCodes.Of(CodeListIds.RepresentativeScope, scope))],
                Until = one.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
}

/// <summary>Who acts for the applicant, masked; see reveal.</summary>
/// <param name="Kind">Code list representative-kind.</param>
/// <param name="Name">In full, as the applicant's: a clerk compares it with the document that is shown.</param>
/// <param name="IdentityNumber">The last four characters.</param>
/// <param name="Telephone">In part.</param>
/// <param name="Relationship">To the applicant.</param>
/// <param name="Scopes">Code list representative-scope.</param>
/// <param name="Until">The last day, inclusive.</param>
/// <param name="InForce">False when that day is over.</param>
public sealed record RepresentativeView(
    [CodesOf(CodeListIds.RepresentativeKind)] string Kind,
    string Name,
    string? IdentityNumber,
    string? Telephone,
    string Relationship,
    [CodesOf(CodeListIds.RepresentativeScope)] IReadOnlyList<string> Scopes,
    DateOnly? Until,
    bool InForce
)
{
    internal static RepresentativeView? Of(Representative? one, DateOnly today) =>
        one is null
            ? null
            : new RepresentativeView(
                ListCodes.Of(CodeListIds.RepresentativeKind, one.Kind),
                one.Name.Value,
                one.Number?.Masked,
                one.Telephone?.Masked,
                Mask.Text(one.Relationship)!,
                [.. one.Scopes.Select(scope => ListCodes.Of(CodeListIds.RepresentativeScope, scope))],
                one.Until,
                one.Until is not { } last || today <= last
            );
}
