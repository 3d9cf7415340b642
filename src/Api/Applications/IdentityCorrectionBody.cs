using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Applications;

/// <summary>The name as on the identity document. A wrong number is another record: this one is ended as entered in error.</summary>
public sealed record IdentityCorrectionBody : IRequest<IdentityCorrectionBody>
{
    public string? Name { get; init; }

    public static IdentityCorrectionBody Example { get; } = new() { Name = "张珊" };

    internal CorrectIdentity Read(Fields fields)
    {
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse);
        fields.ThrowIfWrong();
        return new CorrectIdentity(name!);
    }
}
