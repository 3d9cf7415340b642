using System.Text.Json;
using CsCheck;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Services;

namespace Grid.Domain.Tests.Policies;

/// <summary>The language of eligibility rules: what it says in words, how it is judged, and what it finds.</summary>
public sealed class ConditionTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    private static readonly Dictionary<string, Condition> Rules = new(StringComparer.Ordinal)
    {
        ["old"] = new() { Fact = "age", AtLeast = 50 },
        ["ring-a"] = new() { Rule = "ring-b" },
        ["ring-b"] = new() { All = [new() { Rule = "ring-a" }] },
    };

    private static readonly ConditionScope Scope = new(CodeLists.BuiltIn, OfferList.BuiltInPolicies, id => Rules.GetValueOrDefault(id));

    private static readonly Gen<Condition> Leaf = Gen.OneOf(
        Gen.Select(Gen.Const("age"), Gen.Int[0, 90], Gen.Int[0, 90])
            .Select(
                (fact, least, more) =>
                    new Condition
                    {
                        Fact = fact,
                        AtLeast = least,
                        Below = Math.Min(least + more + 1, 120),
                    }
            ),
        Gen.Int[0, 24].Select(n => new Condition { Fact = "monthsRegistered", AtLeast = n }),
        Gen.Int[0, 24].Select(n => new Condition { Fact = "monthsUnemployed", AtMost = n }),
        Of("1", "2").Select(code => new Condition { Fact = "sex", Is = code }),
        Of("1", "2", "4").Select(code => new Condition { Fact = "category", In = [code, "3"] }),
        Of("980102", "98", "9802").Select(code => new Condition { Fact = "region", Is = code }),
        Of("hardship", "drawsBenefit", "disabled", "onAllowance").Select(fact => new Condition { Fact = fact }),
        Of("granted", "told").Select(step => new Condition { Policy = "P040", Is = step }),
        Gen.Int[0, 700].Select(n => new Condition { Fact = "registeredOn", From = $"{Today.AddDays(-n):yyyy-MM-dd}" })
    );

    private static readonly Gen<Condition> Any = Gen.Recursive<Condition>(
        (depth, again) =>
            depth >= 3
                ? Leaf
                : Gen.OneOf(
                    Leaf,
                    again.Array[1, 3].Select(parts => new Condition { All = parts }),
                    again.Array[1, 3].Select(parts => new Condition { Any = parts }),
                    again.Select(part => new Condition { Not = part })
                )
    );

    private static readonly Gen<PolicyFacts> Person = Gen.Select(
            Gen.Int[0, 30_000],
            Gen.Int[0, 900],
            Gen.Int[0, 63],
            Gen.Int[0, 4],
            Gen.Bool
        )
        .Select(
            (age, days, flags, category, born) =>
                new PolicyFacts
                {
                    Today = Today,
                    BirthDate = born ? Today.AddDays(-age) : null,
                    Sex = (flags & 1) == 0 ? "1" : "2",
                    Education = null,
                    Reason = "21",
                    Office = (flags & 2) == 0 ? "98010201" : "98020101",
                    RegisteredOn = Today.AddDays(-days),
                    UnemployedOn = Today.AddDays(-days - 20),
                    Hardship = (flags & 4) != 0,
                    DrawsBenefit = (flags & 8) != 0,
                    ByReference = false,
                    Opened = true,
                    Categories = category == 0 ? [] : [$"{category}"],
                    Disabled = (flags & 16) != 0,
                    OnAllowance = (flags & 32) != 0,
                    Steps =
                        category > 2
                            ? new Dictionary<string, PolicyStep> { ["P040"] = PolicyStep.Granted }
                            : new Dictionary<string, PolicyStep>(),
                }
        );

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void It_is_read_as_it_is_evaluated()
    {
        var (zh, en) = Text(new() { All = [Months(6), new() { Fact = "age", AtLeast = 40 }] });
        Assert.Equal("登记满6个月,且年满40周岁", zh);
        Assert.Equal("registered for 6 months or more, and age 40 years or more", en);
        Assert.Equal(
            "(性别为女,或人员类别为退役军人/高校毕业生),且不符合(“职业培训补贴”已享受)",
            Text(
                new()
                {
                    All =
                    [
                        new() { Any = [new() { Fact = "sex", Is = "2" }, new() { Fact = "category", In = ["1", "4"] }] },
                        new()
                        {
                            Not = new() { Policy = "P040", Is = "granted" },
                        },
                    ],
                }
            ).Zh
        );
    }

    /// <summary>Two conditions that read the same find the same persons: the words leave nothing out.</summary>
    [Fact]
    public void What_reads_the_same_finds_the_same() =>
        Gen.Select(Any, Any, Person)
            .Sample(
                (one, other, person) => Text(one) != Text(other) || ConditionLogic.Holds(one, person) == ConditionLogic.Holds(other, person)
            );

    [Fact]
    public void It_survives_being_stored() =>
        Any.Sample(condition =>
        {
            var json = JsonSerializer.Serialize(condition, DomainJson.Options);
            Assert.Equal(
                json,
                JsonSerializer.Serialize(JsonSerializer.Deserialize<Condition>(json, DomainJson.Options), DomainJson.Options)
            );
        });

    [Fact]
    public void And_or_and_not_are_those_of_logic() =>
        Gen.Select(Any, Any, Person)
            .Sample(
                (a, b, person) =>
                {
                    bool Holds(Condition condition) => ConditionLogic.Holds(condition, person);
                    Assert.Equal(Holds(a) && Holds(b), Holds(new() { All = [a, b] }));
                    Assert.Equal(Holds(a) || Holds(b), Holds(new() { Any = [a, b] }));
                    Assert.Equal(!Holds(a), Holds(new() { Not = a }));
                }
            );

    /// <summary>What is in the clear decides only what the opened record would decide, too.</summary>
    [Fact]
    public void An_answer_without_the_record_is_the_answer_with_it() =>
        Gen.Select(Any, Person)
            .Sample(
                (condition, person) =>
                {
                    var closed = person with
                    {
                        Opened = false,
                        Categories = [],
                        JobWishes = [],
                        Disabled = false,
                        OnAllowance = false,
                        Steps = new Dictionary<string, PolicyStep>(),
                    };
                    var early = ConditionLogic.Compile(condition)(closed);
                    Assert.True(early is not null || ConditionLogic.NeedsRecord(condition));
                    if (early is { } answer)
                        Assert.Equal(ConditionLogic.Holds(condition, person), answer);
                }
            );

    /// <summary>A condition that is called impossible finds nobody, and one that is called everybody's finds everybody who has a birth date.</summary>
    [Fact]
    public void What_is_said_without_persons_is_true_of_persons() =>
        Gen.Select(Any, Person)
            .Sample(
                (condition, person) =>
                {
                    var nobody = ConditionCheck.Faults("x", condition, Scope).Any(fault => fault.Kind == ConditionFaultKind.MatchesNobody);
                    Assert.False(nobody && ConditionLogic.Holds(condition, person));
                    if (person.BirthDate is not null && ConditionCheck.MatchesEverybody(condition, Scope.RuleOf))
                        Assert.True(ConditionLogic.Holds(condition, person));
                }
            );

    [Theory]
    [InlineData("""{"all": [{"fact": "age", "atLeast": 60}, {"fact": "age", "below": 50}]}""")]
    [InlineData("""{"all": [{"fact": "sex", "is": "1"}, {"fact": "sex", "in": ["2", "9"]}]}""")]
    [InlineData("""{"all": [{"fact": "hardship"}, {"not": {"fact": "hardship"}}]}""")]
    [InlineData("""{"all": [{"fact": "registeredOn", "to": "2026-01-01"}, {"fact": "registeredOn", "from": "2026-01-02"}]}""")]
    [InlineData("""{"all": [{"rule": "old"}, {"fact": "age", "below": 50}]}""")]
    [InlineData("""{"all": [{"fact": "region", "is": "980102"}, {"fact": "region", "is": "9802"}]}""")]
    [InlineData("""{"not": {"any": [{"fact": "hardship"}, {"not": {"fact": "hardship"}}]}}""")]
    [InlineData("""{"any": [{"fact": "age", "atLeast": 30, "below": 30}]}""")]
    public void What_no_person_can_fulfil_is_refused(string json) =>
        Assert.Equal(
            ("condition", ConditionFaultKind.MatchesNobody),
            Assert.Single(ConditionCheck.Faults("x", Read(json), Scope)) switch
            {
                var fault => (fault.Place, fault.Kind),
            }
        );

    [Theory]
    [InlineData("""{"fact": "age", "atLeast": 0}""")]
    [InlineData("""{"fact": "monthsRegistered", "atLeast": 0}""")]
    [InlineData("""{"any": [{"fact": "hardship"}, {"not": {"fact": "hardship"}}]}""")]
    [InlineData("""{"any": [{"fact": "monthsRegistered", "below": 7}, {"fact": "monthsRegistered", "atLeast": 6}]}""")]
    public void What_everybody_fulfils_is_seen(string json)
    {
        Assert.Empty(ConditionCheck.Faults("x", Read(json), Scope));
        Assert.True(ConditionCheck.MatchesEverybody(Read(json), Scope.RuleOf));
    }

    [Theory]
    [InlineData("""{}""", "condition", ConditionFaultKind.ExactlyOne)]
    [InlineData("""{"fact": "age", "atLeast": 1, "rule": "old"}""", "condition", ConditionFaultKind.ExactlyOne)]
    [InlineData("""{"all": []}""", "condition.all", ConditionFaultKind.Empty)]
    [InlineData(
        """{"all": [{"fact": "hardship"}, {"fact": "height", "atLeast": 1}]}""",
        "condition.all[1].fact",
        ConditionFaultKind.NotInList
    )]
    [InlineData("""{"fact": "age", "is": "40"}""", "condition.is", ConditionFaultKind.NotAllowedHere)]
    [InlineData("""{"fact": "age"}""", "condition", ConditionFaultKind.Required)]
    [InlineData("""{"fact": "hardship", "is": "true"}""", "condition.is", ConditionFaultKind.NotAllowedHere)]
    [InlineData("""{"not": {"fact": "age", "atLeast": -1}}""", "condition.not.atLeast", ConditionFaultKind.OutOfRange)]
    [InlineData("""{"fact": "age", "below": 0}""", "condition.below", ConditionFaultKind.OutOfRange)]
    [InlineData("""{"fact": "age", "atMost": 121}""", "condition.atMost", ConditionFaultKind.OutOfRange)]
    [InlineData("""{"fact": "category", "in": ["1", "8"]}""", "condition.in[1]", ConditionFaultKind.NotInList)]
    [InlineData("""{"fact": "category", "in": []}""", "condition.in", ConditionFaultKind.Empty)]
    [InlineData("""{"fact": "reason", "is": "70"}""", "condition.is", ConditionFaultKind.NotInList)]
    [InlineData("""{"fact": "registeredOn", "from": "2026-02-30"}""", "condition.from", ConditionFaultKind.BadDate)]
    [InlineData("""{"fact": "registeredOn", "from": "2026-02-02", "to": "2026-02-01"}""", "condition.to", ConditionFaultKind.BeforeStart)]
    [InlineData("""{"policy": "P777", "is": "granted"}""", "condition.policy", ConditionFaultKind.NotInList)]
    [InlineData("""{"policy": "P040", "is": "wanted"}""", "condition.is", ConditionFaultKind.NotInList)]
    [InlineData("""{"rule": "unheard-of"}""", "condition.rule", ConditionFaultKind.NotInList)]
    [InlineData("""{"any": [{"rule": "ring-a"}]}""", "condition.any[0].rule", ConditionFaultKind.Circular)]
    [InlineData("""{"fact": "region", "is": "98a102"}""", "condition.is", ConditionFaultKind.NotInList)]
    public void What_is_wrong_is_named_with_its_place(string json, string place, ConditionFaultKind kind)
    {
        var faults = ConditionCheck.Faults("x", Read(json), Scope);
        Assert.Contains(faults, fault => fault.Place == place && fault.Kind == kind);
    }

    [Fact]
    public void A_rule_cannot_refer_to_itself_through_another()
    {
        var scope = Scope with
        {
            RuleOf = id =>
                id == "other" ? new Condition { Rule = "x" }
                : id == "x" ? new Condition { Fact = "hardship" }
                : null,
        };
        var fault = Assert.Single(ConditionCheck.Faults("x", new Condition { Rule = "other" }, scope));
        Assert.Equal(("condition.rule", ConditionFaultKind.Circular), (fault.Place, fault.Kind));
    }

    [Fact]
    public void Too_many_and_too_deep_are_refused()
    {
        var deep = new Condition { Fact = "hardship" };
        for (var i = 0; i < ConditionCheck.Deepest; i++)
            deep = new Condition { Not = deep };
        Assert.Contains(ConditionCheck.Faults("x", deep, Scope), fault => fault.Kind == ConditionFaultKind.TooMany);
        var wide = new Condition
        {
            Any = [.. Enumerable.Range(0, ConditionCheck.Most + 1).Select(_ => new Condition { Fact = "hardship" })],
        };
        Assert.Contains(ConditionCheck.Faults("x", wide, Scope), fault => fault.Kind == ConditionFaultKind.TooMany);
    }

    [Theory]
    [InlineData("1986-12-01", 40, true)]
    [InlineData("1986-12-02", 40, false)]
    [InlineData("2008-02-29", 18, true)]
    public void An_age_is_reached_on_the_birthday(string born, int years, bool expected)
    {
        var person = Person.Array[1].Single()[0] with { BirthDate = DateOnly.Parse(born, null) };
        Assert.Equal(expected, ConditionLogic.Holds(new() { Fact = "age", AtLeast = years }, person));
    }

    [Fact]
    public void The_rules_that_ship_can_be_used() =>
        Assert.All(PolicyRuleFile.BuiltIn.Rules, rule => Assert.NotEmpty(Text(rule.Condition).Zh));

    private static Condition Months(int least) => new() { Fact = "monthsRegistered", AtLeast = least };

    private static Condition Read(string json) => JsonSerializer.Deserialize<Condition>(json, DomainJson.Options)!;

    private static (string Zh, string En) Text(Condition condition) =>
        ConditionText.Of(condition, CodeLists.BuiltIn, OfferList.BuiltInPolicies, id => (id, id));
}
