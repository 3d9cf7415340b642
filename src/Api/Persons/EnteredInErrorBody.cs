using Grid.Api.Requests;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Commands;

namespace Grid.Api.Persons;

/// <summary>Which application was entered under a wrong number, and how that came about.</summary>
public sealed record EnteredInErrorBody : IRequest<EnteredInErrorBody>
{
    /// <summary>The current application of this record.</summary>
    public string? ApplicationNumber { get; init; }

    public string? Why { get; init; }

    public static EnteredInErrorBody Example { get; } = new()
    {
        ApplicationNumber = Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
        Why = "证件号码录入错误,实为他人号码",
    };

    internal EndAsEnteredInError Read(Fields fields)
    {
        var number = fields.Value<ApplicationNumber, NumberError>(ApplicationNumber, "applicationNumber", Domain.Numbers.ApplicationNumber.TryParse);
        var why = fields.Text(Why, "why", 500, required: true);
        fields.ThrowIfWrong();
        return new EndAsEnteredInError(number!, why!);
    }
}
