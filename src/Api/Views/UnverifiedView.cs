using System.Collections.Frozen;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>
/// A value that was stored as given, because it cannot be what it should be. No figure and no message to the national platform holds it.
/// </summary>
/// <param name="Field">Path in the request that brought it.</param>
/// <param name="Value">As given, with long numbers taken out; absent where the field is sensitive, see reveal.</param>
/// <param name="Doubt"><c>malformed</c>, <c>notInList</c>, <c>contradicts</c> (another value) or <c>tooLong</c>.</param>
/// <param name="Cut">True when not all of it could be kept.</param>
public sealed record UnverifiedView(string Field, string? Value, string Doubt, bool? Cut)
{
    private static readonly FrozenSet<string> Sensitive = new[]
    {
        "details.telephone",
        "details.address",
        "details.disabilityGrade",
        "otherReason",
        "birthDate",
        "sex",
        "familyContact.telephone",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static IReadOnlyList<UnverifiedView>? Of(IReadOnlyList<UnverifiedValue>? values) =>
        values is not { Count: > 0 }
            ? null
            :
            [
                .. values.Select(one => new UnverifiedView(
                    one.Field,
                    Sensitive.Contains(one.Field) ? null
                        : one.Field.EndsWith(".creditCode", StringComparison.Ordinal) ? one.Given
                        : Mask.Text(one.Given),
                    EnumName.Of(one.Doubt),
                    one.Cut
                )),
            ];

    /// <summary>In full, for a reveal.</summary>
    internal static IReadOnlyList<UnverifiedView>? InFull(IReadOnlyList<UnverifiedValue> values) =>
        values.Count == 0 ? null : [.. values.Select(one => new UnverifiedView(one.Field, one.Given, EnumName.Of(one.Doubt), one.Cut))];
}
