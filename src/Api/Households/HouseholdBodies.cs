using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Households;

/// <summary>A household: its registered members by their records, and of the others how many there are. No name of anyone is given.</summary>
public sealed record HouseholdBody : IRequest<HouseholdBody>
{
    public IReadOnlyList<HouseholdMemberBody>? Members { get; init; }

    /// <summary>Members whom the register does not know; absent for none.</summary>
    public IReadOnlyList<HouseholdOthersBody>? Others { get; init; }

    public static HouseholdBody Example { get; } =
        new()
        {
            Members =
            [
                new HouseholdMemberBody { PersonId = "0123456789abcdef0123456789abcdef", Relationship = "0" },
                new HouseholdMemberBody { PersonId = "fedcba9876543210fedcba9876543210", Relationship = "1" },
            ],
            Others = [new HouseholdOthersBody { Relationship = "2", Count = 1 }],
        };

    internal (IReadOnlyList<(PersonId Person, string Relationship)> Members, IReadOnlyList<HouseholdOthers> Others) Read(Fields fields)
    {
        var members = new List<(PersonId Person, string Relationship)>();
        if (Members is not { Count: > 0 })
        {
            fields.Wrong("members", FieldCodes.Required);
        }
        else if (Members.Count > Household.MostMembers)
        {
            fields.Beyond("members", FieldCodes.TooMany, null, Household.MostMembers);
        }
        else
        {
            foreach (var (i, one) in Members.Index())
            {
                if (one.Read(FormattableString.Invariant($"members[{i}]."), fields) is { } member)
                    members.Add(member);
            }
        }

        var others = new List<HouseholdOthers>();
        foreach (var (i, one) in (Others ?? []).Take(Household.MostMembers + 1).Index())
        {
            var at = FormattableString.Invariant($"others[{i}].");
            var relationship = fields.Code(one.Relationship, at + "relationship", CodeListIds.HouseholdRelationship, required: true);
            if (one.Count is null)
                fields.Wrong(at + "count", FieldCodes.Required);
            else if (one.Count is < 1 or > Household.MostMembers)
                fields.Beyond(at + "count", FieldCodes.OutOfRange, 1, Household.MostMembers);
            else if (relationship is not null && others.Exists(other => other.Relationship == relationship))
                fields.Wrong(at + "relationship", FieldCodes.Duplicate);
            else if (relationship is not null)
                others.Add(new HouseholdOthers(relationship, one.Count.Value));
        }

        if (Others?.Count > Household.MostMembers)
            fields.Beyond("others", FieldCodes.TooMany, null, Household.MostMembers);
        fields.ThrowIfWrong();
        return (members, others);
    }
}

/// <summary>Members whom the register does not know: relationship and number.</summary>
public sealed record HouseholdOthersBody
{
    /// <summary>Code list household-relationship.</summary>
    [CodesOf(CodeListIds.HouseholdRelationship)]
    public string? Relationship { get; init; }

    public int? Count { get; init; }
}

/// <summary>A registered member.</summary>
public sealed record HouseholdMemberBody : IRequest<HouseholdMemberBody>
{
    public string? PersonId { get; init; }

    /// <summary>Code list household-relationship; to the member who is named first, who is 0.</summary>
    public string? Relationship { get; init; }

    public static HouseholdMemberBody Example { get; } = new() { PersonId = "0123456789abcdef0123456789abcdef", Relationship = "2" };

    internal (PersonId Person, string Relationship)? Read(string at, Fields fields)
    {
        var relationship = fields.Code(Relationship, at + "relationship", CodeListIds.HouseholdRelationship, required: true);
        if (string.IsNullOrEmpty(PersonId))
            fields.Wrong(at + "personId", FieldCodes.Required);
        else if (!Domain.Identity.PersonId.TryParse(PersonId, out _))
            fields.Wrong(at + "personId", FieldCodes.BadCode);
        return relationship is not null && Domain.Identity.PersonId.TryParse(PersonId, out var person) ? (person, relationship) : null;
    }
}

/// <summary>That nobody of the household is in work: the evidence of the proposal.</summary>
public sealed record HouseholdRecognitionBody : IRequest<HouseholdRecognitionBody>
{
    public EvidenceBody? Evidence { get; init; }

    public static HouseholdRecognitionBody Example { get; } =
        new()
        {
            Evidence = new EvidenceBody { Basis = "3", Note = "入户核查,家庭成员均未就业" },
        };

    internal Evidence Read(Fields fields)
    {
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return evidence!;
    }
}

/// <summary>The household was looked at, for example because a member found work.</summary>
public sealed record HouseholdCheckBody : IRequest<HouseholdCheckBody>
{
    /// <summary>Whether the household, and its recognition, ends.</summary>
    public bool? Ends { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static HouseholdCheckBody Example { get; } =
        new()
        {
            Ends = true,
            Evidence = new EvidenceBody { Basis = "3", Note = "家庭成员已就业,不再是零就业家庭" },
        };

    internal (bool Ends, Evidence Evidence) Read(Fields fields)
    {
        if (Ends is null)
            fields.Wrong("ends", FieldCodes.Required);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return (Ends == true, evidence!);
    }
}
