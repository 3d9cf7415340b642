using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Tests.Codes;

public sealed class CodedEnumsTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new CodedEnums() } };

    [Fact]
    public void Every_enum_of_a_code_list_is_known_and_every_member_has_a_code()
    {
        foreach (var (type, list) in CodedEnums.Lists)
        {
            foreach (var member in Enum.GetValues(type))
            {
                var json = JsonSerializer.Serialize(member, type, Options);
                Assert.True(
                    CodeLists.BuiltIn.IsValid(list, JsonSerializer.Deserialize<string>(json), new DateOnly(2026, 11, 1)),
                    $"{type.Name}.{member}"
                );
                Assert.Equal(member, JsonSerializer.Deserialize(json, type, Options));
            }
        }

        // An enum whose names are all in one list, and that the list has no others than: it is of that list.
        var lists = CodeLists.BuiltIn.All.Where(list => list.Entries.Any(entry => entry.Name is not null)).ToArray();
        var unknown = typeof(CodedEnums)
            .Assembly.GetTypes()
            .Where(type => type.IsEnum && !CodedEnums.Lists.ContainsKey(type))
            .Where(type =>
                lists.Any(list =>
                    list.Entries.Select(entry => entry.Name)
                        .OfType<string>()
                        .Order(StringComparer.Ordinal)
                        .SequenceEqual(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal))
                )
            )
            .Select(type => type.Name);
        Assert.Empty(unknown.Except(["SurveyQuestion", "SurveyChoice"]));
    }

    [Fact]
    public void A_name_is_no_code()
    {
        Assert.Equal("\"11\"", JsonSerializer.Serialize(ExitReason.Hired, Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ExitReason>("\"hired\"", Options));
        Assert.Equal("hired", EnumName.Of(ExitReason.Hired));
    }
}
