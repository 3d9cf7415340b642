namespace Grid.Api.Requests;

/// <summary>How the domain's values read themselves from a typed text.</summary>
internal delegate bool TryRead<T, TError>(string? text, out T? value, out TError error)
    where T : class
    where TError : struct, Enum;
