using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Grid.Api.Problems;

namespace Grid.Api.Requests;

/// <summary>
/// Compares a JSON object with the record that it shall become, and finds everything that does not fit, with its JSON path. The serializer
/// itself would stop at the first.
/// </summary>
internal static class BodyShape
{
    private const int MostErrors = 50;

    /// <summary>Of every text, where nothing shorter is said.</summary>
    internal const int LongestText = 2000;

    /// <summary>Items of every list, where nothing else is said.</summary>
    internal const int LongestList = 50;

    public static void Check(JsonElement root, Type type) => Check(root, type, "");

    /// <summary>A part of a body, at its path.</summary>
    public static void Check(JsonElement root, Type type, string path)
    {
        var errors = new List<FieldError>();
        Object(root, ApiJson.Options.GetTypeInfo(type), path, errors);
        if (errors.Count == 0)
            return;

        throw (
            PaperNames.AreAmong(errors) ? new Problem(ProblemCatalogue.PapersNotAllowed) { Errors = errors } : Problem.Fields(errors)
        ).AsException();
    }

    private static void Object(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(errors, new FieldError(path.Length == 0 ? "$" : path, FieldCodes.WrongType));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (errors.Count >= MostErrors)
                return;

            var name = MemberName.Of(member);
            var where = path.Length == 0 ? MemberName.Show(name) : $"{path}.{MemberName.Show(name)}";
            if (name is null || type.Properties.FirstOrDefault(property => property.Name == name) is not { } known)
            {
                Add(errors, new FieldError(where, FieldCodes.Unknown));
            }
            else if (!seen.Add(name))
            {
                Add(errors, new FieldError(where, FieldCodes.Duplicate));
            }
            else if (known.CustomConverter is NumberOrText && member.Value.ValueKind == JsonValueKind.Number)
            {
                // The reader of the value checks whether the number fits.
            }
            else
            {
                Value(member.Value, known.PropertyType, where, errors, LongestOf(known));
            }
        }
    }

    /// <summary>How many items a member may have, if it is a list.</summary>
    internal static int LongestOf(JsonPropertyInfo member) =>
        member
            .AttributeProvider?.GetCustomAttributes(typeof(LongestListAttribute), false)
            .OfType<LongestListAttribute>()
            .FirstOrDefault()
            ?.Items
        ?? LongestList;

    private static void Value(JsonElement element, Type declared, string path, List<FieldError> errors, int longest = LongestList)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (element.ValueKind == JsonValueKind.Null)
            return;

        if (type == typeof(string))
        {
            Text(element, path, errors);
        }
        else if (type == typeof(bool))
        {
            if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                Add(errors, new FieldError(path, FieldCodes.WrongType));
        }
        else if (type == typeof(int))
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out _))
                Add(errors, new FieldError(path, FieldCodes.WrongType));
        }
        else if (type == typeof(JsonElement))
        {
            // Who reads the value checks it: it has a form that the document cannot show.
        }
        else if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            List(element, type.GetGenericArguments()[0], path, errors, longest);
        }
        else
        {
            Object(element, ApiJson.Options.GetTypeInfo(type), path, errors);
        }
    }

    private static void List(JsonElement element, Type item, string path, List<FieldError> errors, int longest)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(errors, new FieldError(path, FieldCodes.WrongType));
            return;
        }

        if (element.GetArrayLength() > longest)
        {
            Add(errors, new FieldError(path, FieldCodes.TooMany));
            return;
        }

        var index = 0;
        foreach (var one in element.EnumerateArray())
        {
            var where = FormattableString.Invariant($"{path}[{index++}]");
            if (one.ValueKind == JsonValueKind.Null)
            {
                Add(errors, new FieldError(where, FieldCodes.WrongType));
            }
            else
            {
                Value(one, item, where, errors);
            }
        }
    }

    private static void Text(JsonElement element, string path, List<FieldError> errors)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(errors, new FieldError(path, FieldCodes.WrongType));
        }
        else if (StorableJsonText.Read(element) is not { } text)
        {
            Add(errors, new FieldError(path, FieldCodes.BadText));
        }
        else if (text.Length > LongestText)
        {
            Add(errors, new FieldError(path, FieldCodes.TooLong));
        }
    }

    private static void Add(List<FieldError> errors, FieldError error)
    {
        if (errors.Count < MostErrors)
            errors.Add(error);
    }
}

/// <summary>How many items a list in a body may have, where it is not the usual number.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LongestListAttribute(int items) : Attribute
{
    public int Items { get; } = items;
}

/// <summary>
/// The name of a JSON member, as far as it may be repeated to the sender: a name that could itself be personal (digits, other scripts) is
/// not.
/// </summary>
internal static class MemberName
{
    private const int Longest = 40;

    public static string? Of(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string Show(string? name) =>
        name is { Length: > 0 and <= Longest }
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && name.Count(char.IsAsciiDigit) < 6
            ? name
            : "(unreadable name)";
}
