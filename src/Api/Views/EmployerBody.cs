using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>An employer as it was told: name, unified social credit code (统一社会信用代码), or both.</summary>
public sealed record EmployerBody
{
    public string? Name { get; init; }

    public string? CreditCode { get; init; }

    internal static FormerEmployer? Read(EmployerBody? body, string field, Fields fields)
    {
        if (body is null)
        {
            return null;
        }

        var name = fields.Text(body.Name, field + ".name", 100);
        var code = fields.Value<SocialCreditCode, SocialCreditCodeError>(body.CreditCode, field + ".creditCode", SocialCreditCode.TryParse, required: false);
        return name is null && code is null ? null : new FormerEmployer(name, code);
    }
}
