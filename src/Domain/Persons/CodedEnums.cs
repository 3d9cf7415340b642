using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Members of a code list by their codes, as requests and answers have them, in place of the names, which are stored. Thread-safe.
/// </summary>
public sealed class CodedEnums : JsonConverterFactory
{
    /// <summary>The list of each enum that has one, one of <see cref="CodeListIds"/>.</summary>
    public static FrozenDictionary<Type, string> Lists { get; } =
        new Dictionary<Type, string>
        {
            [typeof(ApplicationChannel)] = CodeListIds.Channel,
            [typeof(ByReferenceGroup)] = CodeListIds.ByReferenceGroup,
            [typeof(ComplaintKind)] = CodeListIds.ComplaintKind,
            [typeof(EvidenceBasis)] = CodeListIds.ExitBasis,
            [typeof(ExitReason)] = CodeListIds.ExitReason,
            [typeof(HardshipGround)] = CodeListIds.HardshipGround,
            [typeof(IdentityDocumentKind)] = CodeListIds.IdentityDocumentKind,
            [typeof(NonApprovalReason)] = CodeListIds.NonApprovalReason,
            [typeof(PlaceGround)] = CodeListIds.PlaceGround,
            [typeof(RepresentativeKind)] = CodeListIds.RepresentativeKind,
            [typeof(RepresentativeScope)] = CodeListIds.RepresentativeScope,
            [typeof(RevocationReason)] = CodeListIds.RevocationReason,
            [typeof(Sex)] = CodeListIds.Sex,
            [typeof(UnemploymentReason)] = CodeListIds.UnemploymentReason,
        }.ToFrozenDictionary();

    public override bool CanConvert(Type typeToConvert) => Lists.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Coded<>).MakeGenericType(typeToConvert))!;

    private sealed class Coded<TEnum> : TextValueConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly Dictionary<string, TEnum> ByCode = Enum.GetValues<TEnum>().ToDictionary(CodeOf, StringComparer.Ordinal);

        protected override string? Parse(string text, out TEnum value) =>
            ByCode.TryGetValue(text, out value) ? null : "not one of " + string.Join(", ", ByCode.Keys);

        protected override string Format(TEnum value) => CodeOf(value);

        private static string CodeOf(TEnum value) =>
            CodeLists.BuiltIn[Lists[typeof(TEnum)]].TryGetByName(EnumName.Of(value), out var entry)
                ? entry.Code
                : throw new JsonException($"{typeof(TEnum).Name}: {value} is not in its list.");
    }
}
