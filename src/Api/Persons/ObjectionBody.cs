using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>The person asks for a review (复核) of a <c>nonApproval</c>, an <c>exit</c>, a <c>revocation</c> or of <c>data</c>.</summary>
public sealed record ObjectionBody : IRequest<ObjectionBody>
{
    public string? Against { get; init; }

    public string? Text { get; init; }

    public static ObjectionBody Example { get; } = new() { Against = "exit", Text = "本人并未被录用" };

    internal RaiseObjection Read(Fields fields)
    {
        var against = fields.Name<ObjectionSubject>(Against, "against");
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new RaiseObjection(against!.Value, text!);
    }
}
