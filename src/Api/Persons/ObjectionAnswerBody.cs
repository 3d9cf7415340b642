using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons.Commands;

namespace Grid.Api.Persons;

/// <summary>The answer to an objection.</summary>
public sealed record ObjectionAnswerBody : IRequest<ObjectionAnswerBody>
{
    public bool? Upheld { get; init; }

    public string? Text { get; init; }

    public static ObjectionAnswerBody Example { get; } = new() { Upheld = true, Text = "经核查,退出有误,将予撤销" };

    internal AnswerObjection Read(string id, Fields fields)
    {
        var text = fields.Text(Text, "text", 500, required: true);
        if (Upheld is null)
        {
            fields.Wrong("upheld", FieldCodes.Required);
        }

        fields.ThrowIfWrong();
        return new AnswerObjection(id, Upheld!.Value, text!);
    }
}
