using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.OpenApi;

/// <summary>What one member of a request may be.</summary>
/// <param name="Reads">What the reading of the request asked of it.</param>
/// <param name="IsRequired">A request without it is refused, whatever else it has.</param>
internal sealed record MemberRules(IReadOnlyList<FieldRead> Reads, bool IsRequired);

/// <summary>
/// What a request may hold, found by reading its example, and the example without each of its members, with the code that reads requests. So
/// the document says what that code does. What only other requests would show, the document does not say.
/// </summary>
internal sealed class RequestRules(IServiceProvider services, TimeProvider clock)
{
    /// <summary>By member: names separated by dots, with <c>[]</c> after that of a list.</summary>
    /// <returns>Null where nothing that reads such a request was found.</returns>
    public IReadOnlyDictionary<string, MemberRules>? Of(Type body, JsonNode example)
    {
        if (ReaderOf(body) is not { } reader)
            return null;
        var reads = Read(reader, body, example);
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Members(example, ""))
        {
            var without = example.DeepClone();
            Remove(without, path);
            var alone = example.DeepClone();
            RemoveBeside(alone, path);
            var (one, other) = (Read(reader, body, without), Read(reader, body, alone));
            if (IsMissing(one, path) && IsMissing(other, path))
                required.Add(path);
            reads.AddRange(one);
        }

        return reads
            .Where(read => !read.IsMissing)
            .Concat(required.Select(path => new FieldRead(path)))
            .GroupBy(read => Plain(read.Field), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new MemberRules([.. group.Distinct()], required.Contains(group.Key)),
                StringComparer.Ordinal
            );
    }

    private static bool IsMissing(List<FieldRead> reads, string path) => reads.Any(read => read.IsMissing && Plain(read.Field) == path);

    /// <summary>Without the numbers of items.</summary>
    private static string Plain(string field)
    {
        var at = field.IndexOf('[', StringComparison.Ordinal);
        return at < 0 ? field : $"{field[..at]}[]{Plain(field[(field.IndexOf(']', at) + 1)..])}";
    }

    private static List<FieldRead> Read(Action<object> reader, Type body, JsonNode request)
    {
        var found = new List<FieldRead>();
        var given = request.Deserialize(body, ApiJson.Options)!;
        Fields.Record(
            () =>
            {
                try
                {
                    reader(given);
                }
                catch (TargetInvocationException refused) when (refused.InnerException is ProblemException) { }
            },
            found.Add
        );
        return found;
    }

    private static IEnumerable<string> Members(JsonNode? node, string path) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                Members(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")
                    .Prepend(path.Length == 0 ? member.Key : $"{path}.{member.Key}")
            ),
            JsonArray { Count: > 0 } items => Members(items[0], path + "[]"),
            _ => [],
        };

    private static void Remove(JsonNode root, string path)
    {
        var (container, name) = Place(root, path);
        container.Remove(name);
    }

    /// <summary>Removes all members of the object in which it is.</summary>
    private static void RemoveBeside(JsonNode root, string path) => Place(root, path).Container.Clear();

    private static (JsonObject Container, string Name) Place(JsonNode root, string path)
    {
        var names = path.Split('.');
        var at = root;
        foreach (var name in names[..^1])
            at = name.EndsWith("[]", StringComparison.Ordinal) ? at[name[..^2]]![0]! : at[name]!;
        return (at.AsObject(), names[^1]);
    }

    /// <summary>The one method named Read that takes such a request: of the request itself, or else of another type.</summary>
    private Action<object>? ReaderOf(Type body)
    {
        const BindingFlags Any =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var own = body.GetMethods(Any).Where(method => method is { Name: "Read", IsStatic: false }).ToArray();
        var method = own is [var only]
            ? only
            : typeof(RequestRules)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(Any))
                .FirstOrDefault(method =>
                    method.Name == "Read" && method.GetParameters().Any(parameter => parameter.ParameterType == body)
                );
        if (method is null)
            return null;
        var target = method.IsStatic || method.DeclaringType == body ? null : services.GetService(method.DeclaringType!);
        if (!method.IsStatic && method.DeclaringType != body && target is null)
            return null;
        var parameters = method.GetParameters();
        if (parameters.Any(parameter => parameter.ParameterType != body && Argument(parameter.ParameterType) is null))
            return null;
        return request =>
            method.Invoke(
                method.DeclaringType == body && !method.IsStatic ? request : target,
                [.. parameters.Select(parameter => parameter.ParameterType == body ? request : Argument(parameter.ParameterType))]
            );
    }

    private object? Argument(Type type) =>
        type == typeof(Fields) ? new Fields(clock)
        : type == typeof(string) ? "example"
        : type == typeof(DateTimeOffset) ? clock.GetUtcNow()
        : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(1)
        : type == typeof(Caller) ? new Caller(Actor.Register, null)
        : type == typeof(Func<DateTimeOffset, DateTimeOffset>) ? (Func<DateTimeOffset, DateTimeOffset>)(at => at)
        : type == typeof(Func<IdentityNumber, PersonId>)
            ? (Func<IdentityNumber, PersonId>)services.GetRequiredService<IPersonIdentifier>().Identify
        : type == typeof(RegionTree) ? services.GetRequiredService<IReferenceData>().Regions
        : type == typeof(OfficeDirectory) ? services.GetRequiredService<IReferenceData>().Offices
        : services.GetService(type);
}
