using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Who acts for the applicant, as the office recorded it: somebody whom the person has asked (代办人), or a guardian (监护人). Applying in
/// person is never required, and no paper but the identity document is asked for (79/2020 (二)). It gives no access to the register by
/// itself: an office looks at it when somebody comes for another person.
/// </summary>
public sealed record Representative : Discreet
{
    public required RepresentativeKind Kind { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>As on the document that was shown; null where none was noted. Sealed wherever it is stored.</summary>
    public IdentityNumber? Number { get; init; }

    /// <summary>Null where none is known. Sealed wherever it is stored.</summary>
    public TelephoneNumber? Telephone { get; init; }

    /// <summary>To the applicant, in words: 配偶, 社区工作人员 …</summary>
    public required string Relationship { get; init; }

    /// <summary>What for; at least one, each once.</summary>
    public required IReadOnlyList<RepresentativeScope> Scopes { get; init; }

    /// <summary>The last day, inclusive; always there of one whom the person has asked, null of a guardian without an end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it may be relied on for something on a day.</summary>
    public bool Covers(RepresentativeScope scope, DateOnly on) => Scopes.Contains(scope) && (Until is not { } last || on <= last);
}

/// <summary>Why somebody acts for the applicant; code list <c>representative-kind</c>.</summary>
[JsonConverter(typeof(StrictEnumConverter<RepresentativeKind>))]
public enum RepresentativeKind
{
    /// <summary>委托代办人: the person has asked for it.</summary>
    Agent = 1,

    /// <summary>监护人</summary>
    Guardian = 2,
}

/// <summary>What somebody may do for the applicant; code list <c>representative-scope</c>.</summary>
[JsonConverter(typeof(StrictEnumConverter<RepresentativeScope>))]
public enum RepresentativeScope
{
    /// <summary>提交、补正和撤回申请</summary>
    Apply = 1,

    /// <summary>更正登记信息</summary>
    CorrectData = 2,

    /// <summary>接收告知</summary>
    ReceiveNotices = 3,

    /// <summary>联系和就业服务</summary>
    Services = 4,

    /// <summary>申报就业和退出登记</summary>
    DeclareExit = 5,

    /// <summary>提出复核</summary>
    RaiseObjection = 6,
}

/// <summary>
/// What a representative must hold. It is no side data: whoever relies on it must know who it is. The person, or the representative, is at
/// the counter when it is recorded, and the application can be accepted without it.
/// </summary>
internal static class RepresentativeRules
{
    /// <summary>For how long somebody who was asked may act: a year; it can be recorded again.</summary>
    private const int DaysOfAgent = 366;

    public static Refusal? Check(Representative? given, PersonIdentity? represented, DecisionContext context)
    {
        if (given is null)
            return null;
        var last = context.Today.AddDays(DaysOfAgent);
        return Refusal.All(
            given.Number is { } number && number == represented?.Number
                ? Refusal.Invalid("representative.identityNumber", FieldRule.SameNumber)
                : null,
            FieldRules.Text("representative.relationship", given.Relationship, FieldLimits.Line),
            given.Scopes.Count == 0 ? Refusal.Invalid("representative.scopes", FieldRule.Required) : null,
            given.Until is null && given.Kind == RepresentativeKind.Agent ? Refusal.Invalid("representative.until", FieldRule.Required)
                : given.Until < context.Today || (given.Until > last && given.Kind == RepresentativeKind.Agent)
                    ? Refusal.Invalid("representative.until", FieldRule.OutOfRange, atLeast: context.Today, atMost: last)
                : null
        );
    }

    /// <summary>In one text, for the journal of corrections and for comparing two.</summary>
    public static string? Text(Representative? one) =>
        one is null
            ? null
            : string.Join(
                ',',
                EnumName.Of(one.Kind),
                one.Name.Value,
                one.Number?.Value,
                one.Telephone?.Value,
                one.Relationship,
                string.Join('+', one.Scopes.Select(scope => EnumName.Of(scope))),
                one.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
}
