using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Grid.Api.Applicants;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Regions;
using Grid.Domain.Services;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.OpenApi;

/// <summary>What one member of a request may be.</summary>
/// <param name="Reads">What the reading of the request asked of it.</param>
/// <param name="IsRequired">A request without it is refused, whatever else it has. Null where the example does not have it: that was not
/// tried.</param>
internal sealed record MemberRules(IReadOnlyList<FieldRead> Reads, bool? IsRequired);

/// <summary>
/// What a request may hold, found by reading its example, the example without each of its members, and the example with the parts that it
/// lacks and with numbers that are too small and too large, with the code that reads requests. So the document says what that code does. What
/// only other requests would show, the document does not say.
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
        var given = Members(example, "").ToHashSet(StringComparer.Ordinal);
        foreach (var path in given)
        {
            var without = example.DeepClone();
            Remove(without, path);
            var alone = example.DeepClone();
            RemoveBeside(alone, path);
            var (one, other) = (Read(reader, body, without), Read(reader, body, alone));

            // What says yes or no may stand in the place of others.
            var said = without.DeepClone();
            SayYes(said.AsObject(), ApiJson.Options.GetTypeInfo(body), path);
            if (IsMissing(one, path) && IsMissing(other, path) && IsMissing(Read(reader, body, said), path))
                required.Add(path);
            reads.AddRange(one);
        }

        var whole = example.DeepClone().AsObject();
        Fill(whole, ApiJson.Options.GetTypeInfo(body), null);
        var empty = Read(reader, body, whole);
        reads.AddRange(empty);

        // In a part that need not be there something may be needed as soon as it is there.
        var filled = Members(whole, "").Except(Members(example, ""), StringComparer.Ordinal).ToArray();
        required.UnionWith(
            empty
                .Where(read => read.IsMissing)
                .Select(read => Plain(read.Field))
                .Where(path => filled.Any(part => path.StartsWith(part + ".", StringComparison.Ordinal)))
        );
        foreach (var number in (int[])[int.MinValue, int.MaxValue])
        {
            Fill(whole, ApiJson.Options.GetTypeInfo(body), number);
            reads.AddRange(Read(reader, body, whole));
        }

        return reads
            .Where(read => !read.IsMissing)
            .Concat(required.Select(path => new FieldRead(path)))
            .GroupBy(read => Plain(read.Field), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new MemberRules(
                    [.. group.Distinct()],
                    required.Contains(group.Key) ? true
                        : given.Contains(group.Key) ? false
                        : null
                ),
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
                catch (ProblemException) { }
            },
            found.Add
        );
        return found;
    }

    /// <summary>Adds an empty one of each part and of each list that is absent, and puts a number into all members that are one.</summary>
    private static void Fill(JsonObject request, JsonTypeInfo type, int? number)
    {
        foreach (var member in type.Properties)
        {
            var of = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (of == typeof(int) && number is not null)
                request[member.Name] = number;
            else if (IsPart(of))
                FillPart(request[member.Name] ??= new JsonObject(), of, number);
            else if (of.IsGenericType && typeof(IEnumerable).IsAssignableFrom(of) && of.GetGenericArguments() is [var item])
                FillList(request[member.Name] ??= new JsonArray(), item, number);
        }
    }

    /// <summary>To all that is absent but one member.</summary>
    private static void SayYes(JsonObject request, JsonTypeInfo type, string but)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(bool?) && member.Name != but))
            request[member.Name] ??= true;
    }

    private static void FillPart(JsonNode part, Type type, int? number)
    {
        if (part is JsonObject members)
            Fill(members, ApiJson.Options.GetTypeInfo(type), number);
    }

    private static void FillList(JsonNode list, Type item, int? number)
    {
        if (list is not JsonArray items)
            return;
        if (items.Count == 0 && item == typeof(string))
            items.Add("");
        else if (items.Count == 0 && IsPart(item))
            items.Add(new JsonObject());
        if (IsPart(item) && items[0] is { } first)
            FillPart(first, item, number);
    }

    /// <summary>A record of a request, and not a value that writes itself.</summary>
    private static bool IsPart(Type type) =>
        type.IsClass && type.Assembly == typeof(RequestRules).Assembly && ApiJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

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
        var own = OwnReaderOf(body);
        return !typeof(IReceiptPair).IsAssignableFrom(body)
            ? own
            : request =>
            {
                ApplicantFinder.Read((IReceiptPair)request, new Fields(clock));
                own?.Invoke(request);
            };
    }

    private Action<object>? OwnReaderOf(Type body)
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
        : type == typeof(Guid) ? Guid.Empty
        : type == typeof(DateTimeOffset) ? clock.GetUtcNow()
        : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(1)
        : type == typeof(Caller) ? new Caller(Actor.Register, null)
        : type == typeof(Func<DateTimeOffset, DateTimeOffset>) ? (Func<DateTimeOffset, DateTimeOffset>)(at => at)
        : type == typeof(Func<IdentityNumber, PersonId>)
            ? (Func<IdentityNumber, PersonId>)services.GetRequiredService<IPersonIdentifier>().Identify
        : type == typeof(RegionTree) ? services.GetRequiredService<IReferenceData>().Regions
        : type == typeof(OfficeDirectory) ? services.GetRequiredService<IReferenceData>().Offices
        : type == typeof(ConditionScope) ? new ConditionScope(CodeLists.BuiltIn, OfferList.BuiltInPolicies, _ => null)
        : type == typeof(MatchingSources) ? services.GetRequiredService<IReferenceData>().Sources
        : services.GetService(type);
}
