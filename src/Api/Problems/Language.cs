namespace Grid.Api.Problems;

/// <summary>The languages in which the API speaks: Chinese unless English is preferred by <c>Accept-Language</c>.</summary>
public enum Language
{
    Chinese,
    English,
}
