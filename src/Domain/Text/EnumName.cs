using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Domain.Text;

/// <summary>The name of an enum's member outside the code: camelCase, as in JSON, in the code lists and in the database.</summary>
public static class EnumName
{
    public static string Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}

/// <summary>
/// An enum as its camelCase name, set on the type so that every serializer in the system agrees. Integers and names that are not members do
/// not parse. The framework's own converter also takes lists such as "basicPension,hired" and adds the numbers up (21 | 11 = 31, another
/// reason): nothing must ever slip past the members that the law leaves.
/// </summary>
public sealed class StrictEnumConverter<TEnum> : TextValueConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> ByName = Enum.GetValues<TEnum>().ToDictionary(EnumName.Of, StringComparer.Ordinal);

    protected override string? Parse(string text, out TEnum value) =>
        ByName.TryGetValue(text, out value) ? null : "not one of " + string.Join(", ", ByName.Keys);

    protected override string Format(TEnum value) =>
        Enum.IsDefined(value) ? EnumName.Of(value) : throw new JsonException($"{typeof(TEnum).Name}: not a member.");
}
