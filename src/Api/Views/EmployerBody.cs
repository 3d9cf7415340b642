using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>An employer as it was told: name, unified social credit code (统一社会信用代码), or both.</summary>
public sealed record EmployerBody
{
    public string? Name { get; init; }

    public string? CreditCode { get; init; }

    /// <summary>
    /// A code that cannot be one is stored as given: real ones with a wrong check character exist, and no lawful act waits for it.
    /// </summary>
    internal static FormerEmployer? Read(EmployerBody? body) => body is null ? null : FormerEmployer.Read(body.Name, body.CreditCode);

    /// <summary>As it is shown: a code that is stored as given stands in its place, and among the unverified.</summary>
    internal static EmployerBody? Of(FormerEmployer? employer, IReadOnlyList<UnverifiedValue>? unverified, string field)
    {
        var name = employer?.Name ?? UnverifiedData.Given(unverified, field + ".name");
        var code = employer?.CreditCode?.Value ?? UnverifiedData.Given(unverified, field + ".creditCode");
        return name is null && code is null ? null : new EmployerBody { Name = Mask.Text(name), CreditCode = code };
    }
}
