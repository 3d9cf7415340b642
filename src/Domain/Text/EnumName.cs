using System.Text.Json;

namespace Grid.Domain.Text;

/// <summary>The name of an enum's member outside the code: camelCase, as in JSON, in the code lists and in the database.</summary>
public static class EnumName
{
    public static string Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
