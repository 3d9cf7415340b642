using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>The values of one application by the register's names; each is of its field's form already.</summary>
internal sealed class ApplicationValues
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlatformField> fields = new(StringComparer.Ordinal);

    private readonly List<UnverifiedValue> unverified = [];

    /// <summary>The kind of document that was given, which only serves to check the number.</summary>
    public string? DocumentKind { get; private set; }

    /// <summary>Side data that cannot be what they should be, as they came.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified => unverified;

    public void Doubt(string own, string text, Doubt doubt) => unverified.Add(UnverifiedValue.Of(own, text, doubt));

    public void Add(PlatformField field, string own, string text)
    {
        if (field.Form == PlatformForm.DocumentKind)
        {
            DocumentKind = PlatformForms.OwnOf(field, text);
            return;
        }

        fields[own] = field;
        values[own] = field.Form switch
        {
            PlatformForm.Code => PlatformForms.OwnOf(field, text)!,
            PlatformForm.Codes => string.Join(',', text.Split(',').Select(code => PlatformForms.OwnOf(field, code.Trim()))),
            _ => text,
        };
    }

    public string? Text(string own) => values.GetValueOrDefault(own);

    public DateOnly? Date(string own) => Text(own) is { } text ? PlatformForms.DateOf(text) : null;

    public DateTimeOffset? Moment(string own) => Text(own) is { } text ? PlatformForms.MomentOf(text) : null;

    public IReadOnlyList<string> List(string own) => Text(own)?.Split(',') ?? [];

    /// <summary>The member of a code that carries one.</summary>
    public TEnum? Member<TEnum>(string own)
        where TEnum : struct, Enum
    {
        if (Text(own) is not { } text)
            return null;
        foreach (var member in Enum.GetValues<TEnum>())
        {
            if (string.Equals(EnumName.Of(member), text, StringComparison.Ordinal))
                return member;
        }

        return null;
    }

    public MappedApplication Missing(string own) => Faulty(own, "缺失或未知", "is missing or not known");

    public MappedApplication Faulty(string own, string zh, string en) =>
        new(
            null,
            fields.TryGetValue(own, out var field) ? PlatformFault.Of(field, own, zh, en) : new PlatformFault(own, $"{zh}。{own} {en}.")
        );
}
