using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Grid.Domain.Identity;
using Grid.Domain.Regions;

namespace Grid.Domain;

/// <summary>
/// A record that may hold something personal. As a text it shows its type, and of its members identifiers and kinds, as
/// <see cref="DiscreetText"/> says; never a value. So it does not matter who puts it into a log line or an exception: also libraries do,
/// Orleans for example with the arguments of a call that timed out.
/// </summary>
public abstract record Discreet
{
    public sealed override string ToString() => DiscreetText.Of(this);
}

/// <summary>
/// What is shown of a value in logs, spans and exceptions: a list of what may be seen, so that a member that is added tomorrow is not.
/// Numbers, dates, texts and yes-or-no are never shown. Of a member that is a record or class of the register its identifiers and kinds are
/// shown too, but not what is in it.
/// </summary>
public static class DiscreetText
{
    /// <summary>Enumerations that say what is done, and nothing about the person. Besides these all whose name ends in Kind.</summary>
    private static readonly HashSet<string> Kinds = ["Role", "RefusalCode", "ReportRefusal", "ReportStatus"];

    private static readonly ConcurrentDictionary<Type, Shown[]> Members = new();

    /// <summary>For example <c>CommandRequest { Context = CommandContext { Actor = Actor }, Command = Tick }</c>. Never throws.</summary>
    public static string Of(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder();
        Append(text, value, inner: false);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object value, bool inner)
    {
        var type = value.GetType();
        text.Append(type.Name.Split('`')[0]);
        var separator = " { ";
        foreach (var member in Members.GetOrAdd(type, MembersOf))
        {
            if ((member.Own && inner) || member.Field.GetValue(value) is not { } shown)
                continue;
            text.Append(separator).Append(member.Name).Append(" = ");
            separator = ", ";
            if (member.Own)
                Append(text, shown, inner: true);
            else
                text.Append(shown);
        }

        if (separator == ", ")
            text.Append(" }");
    }

    private static Shown[] MembersOf(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0)
                .Select(property => (Property: property, Field: FieldOf(property)))
                .Where(one => one.Field is not null)
                .Select(one => new Shown(one.Property.Name, one.Field!, IsOwn(one.Property.PropertyType)))
                .Where(member => member.Own || IsShown(member.Field.FieldType)),
        ];

    /// <summary>Where the value is: a property that computes could throw.</summary>
    private static FieldInfo? FieldOf(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance);

    private static bool IsShown(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(PersonId)
            || plain == typeof(Guid)
            || plain == typeof(RegionCode)
            || plain == typeof(OfficeCode)
            || (plain.IsEnum && (plain.Name.EndsWith("Kind", StringComparison.Ordinal) || Kinds.Contains(plain.Name)));
    }

    private static bool IsOwn(Type type) =>
        type.IsClass
        && !type.IsArray
        && !type.IsGenericType
        && type.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) == true
        && !typeof(Exception).IsAssignableFrom(type);

    private sealed record Shown(string Name, FieldInfo Field, bool Own);
}
