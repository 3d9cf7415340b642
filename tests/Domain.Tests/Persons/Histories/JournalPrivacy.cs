using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What the journal stores of an event in readable form, and a search in it for what must not be there.</summary>
internal static class JournalPrivacy
{
    private static readonly string[] Forbidden =
    [
        "\"health\":",
        "\"disabilityGrade\":",
        "\"retirementCategory\":",
        "\"telephone\":",
        "\"address\":",
        "\"name\":",
        "\"note\":",
        "\"identityNumber\":",
        "\"text\":",
        "releasedFromPrison",
        "\"otherReason\":",
        "13800138000",
        "13900139000",
        "欧阳",
        "司徒",
        "河街道",
        Texts.Mark,
    ];

    /// <summary>The event's JSON without the members that are marked personal.</summary>
    public static string Readable(PersonEvent change)
    {
        var json = JsonSerializer.SerializeToNode(change, DomainJson.Options)!.AsObject();
        foreach (var member in change.GetType().GetProperties().Where(p => p.GetCustomAttribute<PersonalAttribute>() is not null))
            json.Remove(JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        return json.ToJsonString(DomainJson.Options);
    }

    public static void Check(PersonEvent change)
    {
        var readable = Readable(change);
        Assert.All(Forbidden, word => Assert.DoesNotContain(word, readable, StringComparison.Ordinal));
        Assert.All(new[] { World.Citizen(), World.Permit(), World.Foreigner() }, number =>
            Assert.DoesNotContain(number.Value, readable, StringComparison.Ordinal)
        );
    }
}
