namespace Grid.PlatformSimulator.Fields;

/// <summary>One name of the ministry: form, codes, and the kinds that may and must have it.</summary>
internal sealed record Field(
    string Name,
    string Form,
    int Longest,
    IReadOnlySet<string>? Codes,
    IReadOnlySet<string> In,
    IReadOnlySet<string> Required,
    (string Field, string Value)? RequiredWhen
);
