using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>What the person declared.</summary>
public sealed record DeclarationBody : IRequest<DeclarationBody>
{
    public EvidenceBody? Declaration { get; init; }

    public static DeclarationBody Example { get; } =
        new()
        {
            Declaration = new EvidenceBody { Basis = "personDeclaration", Note = "本人到窗口申明" },
        };

    internal Evidence Read(Fields fields)
    {
        var declaration = EvidenceBody.Read(Declaration, "declaration", fields);
        fields.ThrowIfWrong();
        return declaration!;
    }
}
