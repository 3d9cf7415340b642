using System.Collections.Frozen;
using Grid.Domain.Text;

namespace Grid.Api.Requests;

/// <summary>The camelCase names of an enum's members, which is how codes without a list are written.</summary>
internal static class Names<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> ByName = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(EnumName.Of, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(EnumName.Of)];

    public static bool TryGet(string? name, out TEnum member)
    {
        member = default;
        return name is not null && ByName.TryGetValue(name, out member);
    }
}
