using System.Text.RegularExpressions;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Commands;

/// <summary>The header <c>Idempotency-Key</c>: 1 to 64 letters, digits or <c>. _ : -</c>; unique for the caller for 90 days.</summary>
internal static partial class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key; null when there is none or it is malformed.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values is [{ } key] && IsKey(key) ? key : null;

    public static string Require(HttpRequest request) =>
        Read(request)
        ?? throw new Problem(ProblemCatalogue.IdempotencyKeyNeeded)
        {
            Errors = [new FieldError("header." + Header, request.Headers.ContainsKey(Header) ? FieldCodes.BadCode : FieldCodes.Required)],
        }.AsException();

    public static bool IsKey(string text) => Key().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
