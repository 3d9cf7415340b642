using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Tests.Codes;

public sealed class CodeListsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Every_list_of_the_ids_ships_and_no_other()
    {
        var ids = typeof(CodeListIds)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), CodeLists.BuiltIn.All.Select(list => list.Id));
    }

    [Theory]
    [InlineData(CodeListIds.Sex, 4)]
    [InlineData(CodeListIds.EthnicGroup, 58)]
    [InlineData(CodeListIds.Education, 40)]
    [InlineData(CodeListIds.HukouNature, 9)]
    [InlineData(CodeListIds.Health, 5)]
    [InlineData(CodeListIds.DisabilityGrade, 15)]
    [InlineData(CodeListIds.UnemploymentReason, 14)]
    [InlineData(CodeListIds.ExitReason, 13)]
    [InlineData(CodeListIds.EmploymentForm, 9)]
    [InlineData(CodeListIds.BenefitState, 12)]
    [InlineData(CodeListIds.HardshipCategory, 12)]
    public void A_list_is_complete(string id, int entries) => Assert.Equal(entries, CodeLists.BuiltIn[id].Entries.Count);

    [Fact]
    public void Every_text_is_in_its_language() => Assert.All(CodeLists.BuiltIn.All.SelectMany(list => list.Entries), entry =>
        {
            Assert.Contains(entry.Zh, c => c >= '\u4E00');
            Assert.DoesNotContain(entry.En, c => c >= '\u2E80');
        });

    [Fact]
    public void Every_ethnic_group_of_the_standard_is_there_once()
    {
        var list = CodeLists.BuiltIn[CodeListIds.EthnicGroup];
        for (var code = 1; code <= 56; code++)
        {
            Assert.True(list.TryGet(code.ToString("D2", CultureInfo.InvariantCulture), out var entry));
            Assert.EndsWith("族", entry.Zh, StringComparison.Ordinal);
        }

        Assert.Equal(58, list.Entries.Select(entry => entry.Zh).Distinct().Count());
        Assert.Equal(58, list.Entries.Select(entry => entry.En).Distinct().Count());
    }

    public static TheoryData<string, string, int> EnumMembers()
    {
        var data = new TheoryData<string, string, int>();
        Add<Sex>(CodeListIds.Sex);
        Add<UnemploymentReason>(CodeListIds.UnemploymentReason);
        Add<ExitReason>(CodeListIds.ExitReason);
        Add<EvidenceBasis>(CodeListIds.ExitBasis);
        Add<NonApprovalReason>(CodeListIds.NonApprovalReason);
        Add<PlaceGround>(CodeListIds.PlaceGround);
        Add<ByReferenceGroup>(CodeListIds.ByReferenceGroup);
        Add<ApplicationChannel>(CodeListIds.Channel);
        Add<IdentityDocumentKind>(CodeListIds.IdentityDocumentKind);
        Add<RepresentativeKind>(CodeListIds.RepresentativeKind);
        Add<RepresentativeScope>(CodeListIds.RepresentativeScope);
        Add<ComplaintKind>(CodeListIds.ComplaintKind);
        Add<SurveyQuestion>(CodeListIds.SurveyQuestion);
        Add<SurveyChoice>(CodeListIds.SurveyAnswer);
        return data;

        void Add<TEnum>(string id)
            where TEnum : struct, Enum
        {
            Assert.Equal(Enum.GetValues<TEnum>().Length, CodeLists.BuiltIn[id].Entries.Count(entry => entry.Name is not null));
            foreach (var member in Enum.GetValues<TEnum>())
                data.Add(id, EnumName.Of(member), Convert.ToInt32(member, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(EnumMembers))]
    public void Every_member_of_an_enum_is_the_entry_of_its_number(string listId, string name, int number)
    {
        Assert.True(CodeLists.BuiltIn[listId].TryGetByName(name, out var entry));
        Assert.Equal(number, int.Parse(entry.Code, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_exit_is_expressible_exactly_where_the_notice_does_not_forbid_it()
    {
        var entries = CodeLists.BuiltIn[CodeListIds.ExitReason].Entries;
        Assert.All(entries, entry =>
        {
            Assert.NotNull(entry.Verdict);
            Assert.StartsWith("79/2020 (四)", entry.Article, StringComparison.Ordinal);
            Assert.Equal(entry.Verdict == ExitVerdict.Forbidden, entry.Name is null);
            Assert.Equal(entry.Name is not null, Enum.IsDefined((ExitReason)int.Parse(entry.Code, CultureInfo.InvariantCulture)));
            Assert.True(entry.Verdict == ExitVerdict.ClosesAlone || (entry.Note is not null && entry.NoteZh is not null));
        });
        Assert.Equal(["22", "32"], entries.Where(entry => entry.Verdict == ExitVerdict.Forbidden).Select(entry => entry.Code));
        Assert.Equal(["13", "31", "90"], entries.Where(entry => entry.Verdict == ExitVerdict.Conditional).Select(entry => entry.Code));
    }

    [Theory]
    [InlineData("education", "21", true)]
    [InlineData("education", "72", false)]
    [InlineData("education", " 21", false)]
    [InlineData("education", null, false)]
    [InlineData("Education", "21", false)]
    [InlineData(null, "21", false)]
    [InlineData("disability-grade", "1-11", true)]
    [InlineData("disability-grade", "2-05", false)]
    [InlineData("disability-grade", "1", false)]
    public void A_code_is_valid_in_its_own_list_only(string? listId, string? code, bool valid) =>
        Assert.Equal(valid, CodeLists.BuiltIn.IsValid(listId, code, Today));

    [Fact]
    public void Both_ends_of_a_validity_are_inclusive()
    {
        var list = Read(
            """
            { "id": "hardship-category", "zh": "类别", "en": "Category", "source": "x", "editable": true, "entries": [
              { "code": "1", "zh": "甲", "en": "A", "validFrom": "2025-01-01", "validTo": "2025-12-31" },
              { "code": "2", "zh": "乙", "en": "B", "validFrom": "2026-01-01" } ] }
            """
        );
        Assert.False(list.IsValid("1", new DateOnly(2024, 12, 31)));
        Assert.True(list.IsValid("1", new DateOnly(2025, 1, 1)));
        Assert.True(list.IsValid("1", new DateOnly(2025, 12, 31)));
        Assert.False(list.IsValid("1", new DateOnly(2026, 1, 1)));
        Assert.Equal(["2"], list.ValidOn(Today).Select(entry => entry.Code));
        Assert.True(list.TryGet("1", out _)); // old data keep their meaning

        var changed = CodeLists.BuiltIn.With(list);
        Assert.True(changed.IsValid("hardship-category", "2", Today));
        Assert.False(changed.IsValid("hardship-category", "010", Today));
        Assert.True(CodeLists.BuiltIn.IsValid("hardship-category", "010", Today));
    }

    [Theory]
    [InlineData("exit-reason")]
    [InlineData("new-list")]
    public void A_province_cannot_change_a_fixed_list(string id)
    {
        var list = new CodeList(
            id,
            "表",
            "List",
            "x",
            [
                new CodeEntry
                {
                    Code = "22",
                    Name = "age",
                    Zh = "年龄",
                    En = "Age",
                },
            ],
            editable: true
        );
        Assert.Throws<ArgumentException>(() => CodeLists.BuiltIn.With(list));
    }

    [Theory]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A" }, { "code": "1", "zh": "乙", "en": "B" } ] }"""
    )]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A", "name": "a" }, { "code": "2", "zh": "乙", "en": "B", "name": "a" } ] }"""
    )]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A", "parent": "9" } ] }"""
    )]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A", "parent": "1" } ] }"""
    )]
    [InlineData("""{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲" } ] }""")]
    [InlineData("""{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": " " } ] }""")]
    [InlineData("""{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "", "zh": "甲", "en": "A" } ] }""")]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A", "validFrom": "2026-01-02", "validTo": "2026-01-01" } ] }"""
    )]
    [InlineData(
        """{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ { "code": "1", "zh": "甲", "en": "A", "colour": "red" } ] }"""
    )]
    [InlineData("""{ "id": "x", "zh": "表", "en": "L", "source": "s", "entries": [ null ] }""")]
    [InlineData("""{ "id": " ", "zh": "表", "en": "L", "source": "s", "entries": [] }""")]
    [InlineData("""{ "id": "x", "zh": "表", "en": "L", "source": "s" }""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_broken_list_is_refused(string json) => Assert.Throws<DataFileException>(() => Read(json));

    [Fact]
    public void A_list_reads_back_from_its_own_json() =>
        Assert.All(CodeLists.BuiltIn.All, list => Assert.Equal(list, Read(JsonSerializer.Serialize(list, JsonSerializerOptions.Web))));

    private static CodeList Read(string json) => CodeList.Read(new DataFile("codes/x.json", Encoding.UTF8.GetBytes(json)));
}
