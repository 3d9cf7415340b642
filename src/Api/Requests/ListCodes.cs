using Grid.Domain.Codes;

namespace Grid.Api.Requests;

/// <summary>Codes of a list, for the "allowed" of a problem; long lists are left to <c>/v1/code-lists</c>.</summary>
internal static class ListCodes
{
    private const int Most = 40;

    /// <summary>Those that are a member inside the system, so may be used.</summary>
    public static IReadOnlyList<string> Named(CodeList list) =>
        [.. list.Entries.Where(entry => entry.Name is not null).Select(entry => entry.Code).Take(Most)];

    public static IReadOnlyList<string>? Valid(CodeList list, DateOnly day) =>
        list.Entries.Count > Most ? null : [.. list.ValidOn(day).Select(entry => entry.Code)];

    /// <summary>The code of an enum's member in its list.</summary>
    public static string Of<TEnum>(string list, TEnum member)
        where TEnum : struct, Enum
    {
        var name = Domain.Text.EnumName.Of(member);
        return CodeLists.BuiltIn[list].TryGetByName(name, out var entry) ? entry.Code : name;
    }
}
