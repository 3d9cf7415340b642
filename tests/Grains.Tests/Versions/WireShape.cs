using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Silo.Clustering;
using Orleans;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Versions;

/// <summary>
/// All that crosses between processes or is stored, one line each: grains' methods, members of messages with their numbers, and the JSON of
/// domain types (members, discriminators, names of enumerations). Two versions that run side by side must share the lines of the older one.
/// </summary>
internal static class WireShape
{
    public static SortedSet<string> Lines()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        var domain = new HashSet<Type>();
        foreach (var type in typeof(IPersonGrain).Assembly.GetTypes())
        {
            if (type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            {
                foreach (var method in type.GetMethods())
                {
                    lines.Add(
                        $"grain {Name(type)}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}) : {Name(method.ReturnType)}"
                    );
                    Collect(domain, [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)]);
                }
            }
            else if (type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            {
                foreach (var (number, member, of) in Members(type))
                {
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"message {Name(type)} {number} {member} : {Name(of)}"));
                    Collect(domain, [of]);
                }
            }
        }

        Collect(domain, [typeof(PersonRecord), typeof(PersonEvent)]);
        foreach (var type in Closed(domain))
            AddJson(lines, type);
        return lines;
    }

    /// <summary>What the serializer writes: members with a number.</summary>
    private static IEnumerable<(string Number, string Name, Type Type)> Members(Type type)
    {
        foreach (
            var member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        )
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id && (member as PropertyInfo)?.PropertyType is { } of)
                yield return ($"{id.Id}", member.Name, of);
            else if (member.GetCustomAttribute<IdAttribute>() is { } number && (member as FieldInfo)?.FieldType is { } fieldOf)
                yield return ($"{number.Id}", member.Name, fieldOf);
        }
    }

    private static void AddJson(SortedSet<string> lines, Type type)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                lines.Add($"json {Name(type)} = {name}");
            return;
        }

        var info = DomainJson.Options.GetTypeInfo(type);
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
            lines.Add($"json {Name(type)} '{derived.TypeDiscriminator}' is {Name(derived.DerivedType)}");
        if (info.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in info.Properties)
            lines.Add($"json {Name(type)}.{property.Name} : {Name(property.PropertyType)}{(property.IsRequired ? " required" : "")}");
    }

    /// <summary>With all domain types that these hold, and those derived from them.</summary>
    private static HashSet<Type> Closed(HashSet<Type> types)
    {
        var waiting = new Queue<Type>(types);
        while (waiting.TryDequeue(out var type))
        {
            if (type.IsEnum)
                continue;
            var info = DomainJson.Options.GetTypeInfo(type);
            var found = new HashSet<Type>();
            Collect(found, info.PolymorphismOptions?.DerivedTypes.Select(derived => derived.DerivedType) ?? []);
            if (info.Kind == JsonTypeInfoKind.Object)
                Collect(found, info.Properties.Select(property => property.PropertyType));
            foreach (var one in found.Where(types.Add))
                waiting.Enqueue(one);
        }

        return types;
    }

    private static void Collect(HashSet<Type> into, IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            if (type.HasElementType)
                Collect(into, [type.GetElementType()!]);
            else if (type.IsGenericType)
                Collect(into, type.GetGenericArguments());
            else if (type.Namespace?.StartsWith("Grid.Domain", StringComparison.Ordinal) == true)
                into.Add(type);
        }
    }

    private static string Name(Type type) =>
        type.IsGenericParameter ? type.Name
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } value ? $"{Name(value)}?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.DeclaringType is { } outer ? $"{Name(outer)}.{type.Name}"
        : type.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) == true ? MessageTypeNames.Of(type)["Grid.".Length..]
        : type.Name;
}
