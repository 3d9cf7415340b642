using System.Text.Json.Serialization;
using Grid.Api.Requests;

namespace Grid.Api.Search;

/// <summary>A search by exactly one of its first five members. It is a body, so that nothing personal stands in an address.</summary>
public sealed record SearchBody : IRequest<SearchBody>
{
    /// <summary>Exact.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Exact.</summary>
    public string? Telephone { get; init; }

    /// <summary>Exact.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>Exact.</summary>
    public string? ApplicationNumber { get; init; }

    /// <summary>The beginning of the name, at least two characters; <c>%</c> and <c>_</c> are nothing special.</summary>
    public string? Name { get; init; }

    /// <summary>1 to 200, a number or its digits; 50 by default.</summary>
    [JsonConverter(typeof(NumberOrText))]
    public string? PageSize { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    public static SearchBody Example { get; } = new() { Name = "张三" };
}
