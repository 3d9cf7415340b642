using System.Reflection;
using System.Runtime.CompilerServices;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Silo.Clustering;

namespace Grid.Grains.Tests.Discretion;

/// <summary>What crosses a grain call, found by reflection: what is added tomorrow is among it.</summary>
internal static class Reach
{
    private static readonly Assembly[] Ours =
    [
        typeof(PersonRecord).Assembly,
        typeof(IPersonGrain).Assembly,
        typeof(GrainsServices).Assembly,
        typeof(ClusterSetup).Assembly,
    ];

    /// <summary>Methods of all grains, those that only grains know included.</summary>
    public static IReadOnlyList<MethodInfo> Calls { get; } =
    [
        .. Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods()),
    ];

    /// <summary>The register's own types that parameters and results are, or have in them at any depth.</summary>
    public static IReadOnlyList<Type> Messages { get; } = Closed(Calls.SelectMany(Ends));

    /// <summary>All records of the ports: what stores and gateways are given and answer.</summary>
    public static IReadOnlyList<Type> OfPorts { get; } =
        Closed(
            typeof(IPersonGrain)
                .Assembly.GetTypes()
                .Where(type => type.GetMethod("<Clone>$") is not null && !type.ContainsGenericParameters)
        );

    /// <summary>Types of parameters, and of the result.</summary>
    public static IEnumerable<Type> Ends(MethodInfo call) =>
        call.GetParameters().Select(parameter => parameter.ParameterType).Concat(call.ReturnType.GetGenericArguments());

    public static IEnumerable<Type> Concrete(Type type) =>
        Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(one => !one.IsAbstract && !one.ContainsGenericParameters && type.IsAssignableFrom(one));

    /// <summary>Of the type and those that it is derived from.</summary>
    public static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var one = type; one is not null && one != typeof(object); one = one.BaseType)
        {
            foreach (
                var field in one.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            )
            {
                yield return field;
            }
        }
    }

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) == true
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static List<Type> Closed(IEnumerable<Type> types)
    {
        var found = new HashSet<Type>();
        var waiting = new Queue<Type>(types);
        while (waiting.TryDequeue(out var given))
        {
            var type = Nullable.GetUnderlyingType(given) ?? given;
            if (type.HasElementType)
                waiting.Enqueue(type.GetElementType()!);
            foreach (var argument in type.GetGenericArguments())
                waiting.Enqueue(argument);
            if (!IsOurs(type) || typeof(Delegate).IsAssignableFrom(type) || !found.Add(type) || type.IsEnum)
                continue;
            foreach (var field in Fields(type))
                waiting.Enqueue(field.FieldType);
            if (type.IsAbstract)
            {
                foreach (var concrete in Concrete(type))
                    waiting.Enqueue(concrete);
            }
        }

        return [.. found.Where(type => !type.IsEnum && !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }
}
