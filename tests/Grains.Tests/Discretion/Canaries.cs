using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Grid.Domain.Regions;

namespace Grid.Grains.Tests.Discretion;

/// <summary>
/// Makes a value of any type, with something recognisable in each member, however deep: a text, a number, a day, a moment, yes. Identifiers
/// and kinds get something that may be seen.
/// </summary>
internal static class Canaries
{
    /// <summary>Of enumerations that say something about the person: no name of a member, so that it is recognised.</summary>
    private const int NoMember = 87_654_321;

    private const string Text = "金丝雀霁月街七号";
    private static readonly DateOnly Day = new(1971, 3, 4);

    /// <summary>None of these may be in a text.</summary>
    public static IReadOnlyList<string> Signs { get; } = [Text, "741852", "1971", "87654321", "True", "False", "71.4"];

    /// <summary>Enumerations that may be seen.</summary>
    public static bool IsKind(Type type) =>
        type.Name.EndsWith("Kind", StringComparison.Ordinal) || type.Name is "Role" or "RefusalCode" or "ReportRefusal" or "ReportStatus";

    public static object? Make(Type type) => Make(type, []);

    private static object? Make(Type given, Stack<Type> above)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        if (Plain(type) is { } plain)
            return plain;
        if (type.IsEnum)
            return Enum.ToObject(type, IsKind(type) ? Enum.GetValues(type).GetValue(0)! : NoMember);
        if (type.IsArray)
            return OneOf(type.GetElementType()!, above);
        if (type.IsGenericType && type.GetInterfaces().Append(type).Any(one => one == typeof(IEnumerable)))
            return Collection(type, above);
        if (type.IsAbstract || type.IsInterface)
            return Reach.Concrete(type).FirstOrDefault() is { } concrete ? Make(concrete, above) : null;
        if (type.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) != true || above.Contains(type))
            return null;

        above.Push(type);
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in Reach.Fields(type))
            field.SetValue(made, Make(field.FieldType, above));
        above.Pop();
        return made;
    }

    private static object? Plain(Type type) =>
        type == typeof(string) ? Text
        : type == typeof(bool) ? true
        : type == typeof(int) ? 741_852
        : type == typeof(long) ? 741_852_963L
        : type == typeof(short) ? (short)0
        : type == typeof(byte) ? (byte)0
        : type == typeof(decimal) ? 71.4m
        : type == typeof(double) ? 71.4
        : type == typeof(UInt128) ? UInt128.One
        : type == typeof(DateOnly) ? Day
        : type == typeof(TimeOnly) ? new TimeOnly(19, 7, 1)
        : type == typeof(TimeSpan) ? TimeSpan.FromDays(741_852)
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(Day, default, TimeSpan.Zero)
        : type == typeof(DateTime) ? Day.ToDateTime(default)
        : type == typeof(Guid) ? new Guid("0195b3c4-0000-7000-8000-000000000001")
        : type == typeof(RegionCode) ? RegionCode.Parse("360102")
        : type == typeof(OfficeCode) ? OfficeCode.Parse("36010201")
        : type == typeof(JsonElement) ? JsonSerializer.SerializeToElement(Text)
        : null;

    private static Array OneOf(Type type, Stack<Type> above)
    {
        var made = Array.CreateInstance(type, Make(type, above) is null ? 0 : 1);
        if (made.Length == 1)
            made.SetValue(Make(type, above), 0);
        return made;
    }

    /// <summary>With one element; null for kinds of collections that no message has.</summary>
    private static object? Collection(Type type, Stack<Type> above)
    {
        var of = type.GetGenericArguments();
        if (of.Length == 1)
        {
            var one = OneOf(of[0], above);
            var set = typeof(HashSet<>).MakeGenericType(of);
            var list = typeof(List<>).MakeGenericType(of);
            return type.IsInstanceOfType(one) ? one
                : type.IsAssignableFrom(list) ? Activator.CreateInstance(list, one)
                : type.IsAssignableFrom(set) ? Activator.CreateInstance(set, one)
                : null;
        }

        var dictionary = typeof(Dictionary<,>).MakeGenericType(of);
        if (!type.IsAssignableFrom(dictionary))
            return null;
        var made = (IDictionary)Activator.CreateInstance(dictionary)!;
        if (Make(of[0], above) is { } key)
            made.Add(key, Make(of[1], above));
        return made;
    }
}
